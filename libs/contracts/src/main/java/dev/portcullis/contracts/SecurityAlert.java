// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person should look at. Two alerts with one fingerprint are the same alert seen twice.
 *
 * @param fingerprint lower-case hex SHA-256 over what makes the alert the same alert
 * @param kind e.g. {@code policy-violated}, {@code merged-while-blocked}, {@code dead-letter}
 * @param severity how bad it is
 * @param title one line
 * @param description what happened and what to do, plain text
 * @param project the project concerned, absent where there is none
 * @param mergeRequestIid the merge request concerned, absent where there is none
 * @param url where to look, absent where there is nothing to open
 * @param occurredAt when it was seen
 * @param labels more facts, for routing and search; at most 32, never secrets
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecurityAlert(
        String fingerprint,
        String kind,
        Severity severity,
        String title,
        String description,
        @Nullable ProjectRef project,
        @Nullable Long mergeRequestIid,
        @Nullable String url,
        Instant occurredAt,
        Map<String, String> labels)
        implements Fact {
    public SecurityAlert {
        requireNonNull(fingerprint, "fingerprint is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(title, "title is null");
        requireNonNull(description, "description is null");
        requireNonNull(occurredAt, "occurredAt is null");
        labels = Map.copyOf(labels);
    }
}
