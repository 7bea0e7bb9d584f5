// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit.
 *
 * @param id the SHA
 */
public record Commit(
        String id,
        @Nullable String title,
        List<String> parentIds,
        @Nullable String authorName,
        @Nullable String authorEmail,
        @Nullable Instant authoredDate,
        @Nullable String committerName,
        @Nullable String committerEmail,
        @Nullable Instant committedDate) {
    public Commit {
        requireNonNull(id, "id is null");
        parentIds = List.copyOf(parentIds);
    }
}
