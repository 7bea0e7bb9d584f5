// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A comment.
 */
public record Note(
        long id,
        String body,
        User author,
        boolean system,
        boolean resolvable,
        @Nullable Boolean resolved,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {
    public Note {
        requireNonNull(body, "body is null");
        requireNonNull(author, "author is null");
    }
}
