// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One time that an alert was seen.
 *
 * @param occurredAt when
 * @param source who reported it
 * @param eventId the event's CloudEvents id
 * @param mergeRequestIid the merge request concerned, absent where there is none
 * @param url where to look, absent where there is nothing to open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Occurrence(
        Instant occurredAt,
        String source,
        UUID eventId,
        @Nullable Long mergeRequestIid,
        @Nullable String url) {}
