// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.instance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a GitLab instance does.
 *
 * @param name its configured name
 * @param status up, down, or unknown before the first look
 * @param version what it runs
 * @param actingAs the username that Portcullis has there
 * @param error why it is down
 * @param checkedAt when that was found out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InstanceHealth(
        String name,
        String status,
        @Nullable String version,
        @Nullable String actingAs,
        @Nullable String error,
        @Nullable Instant checkedAt) {}
