// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy change that the system proposes; people decide.
 *
 * @param fingerprint lower-case hex SHA-256 over what makes the suggestion the same
 * @param level where the policy would live
 * @param title one line
 * @param rationale what in the recorded history speaks for it
 * @param yaml the proposed policy, absent where the suggestion is to retire one
 * @param suggestedAt when it was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Suggestion(
        String fingerprint,
        Level level,
        String title,
        String rationale,
        @Nullable String yaml,
        Instant suggestedAt) implements Fact {
    public Suggestion {
        requireNonNull(fingerprint, "fingerprint is null");
        requireNonNull(level, "level is null");
        requireNonNull(title, "title is null");
        requireNonNull(rationale, "rationale is null");
        requireNonNull(suggestedAt, "suggestedAt is null");
    }
}
