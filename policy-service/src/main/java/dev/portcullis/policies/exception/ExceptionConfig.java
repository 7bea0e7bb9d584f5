// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How exceptions end. */
@ConfigMapping(prefix = "portcullis.exceptions")
interface ExceptionConfig {
    /** The longest time from the request to the end. */
    @WithDefault("90d")
    Duration maxDuration();

    /** How long before the end an alert says that it is near. */
    @WithDefault("14d,7d,1d")
    List<Duration> warnBefore();

    /** How often it is looked for ends and warnings; exceptions end on time whenever that is. */
    @WithDefault("1m")
    Duration checkEvery();
}
