// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long sessions and keys live. */
@ConfigMapping(prefix = "portcullis.session")
interface SessionConfig {
    /** The secret that encrypts what is stored; read where it is used. */
    String encryptionKey();

    /** After this, a person signs in again, whatever they did. */
    @WithDefault("12h")
    Duration lifetime();

    /** After this without a refresh, too. */
    @WithDefault("2h")
    Duration idle();

    /** How often the provider is asked whether the person is still there, and in which groups. */
    @WithDefault("15m")
    Duration recheck();

    /** For how long after the last answer a session goes on while the provider cannot be reached. */
    @WithDefault("1h")
    Duration recheckGrace();

    /** How long a signing key signs; it is published for a day longer. */
    @WithDefault("30d")
    Duration keyLifetime();
}
