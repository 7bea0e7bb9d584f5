// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A thread of comments.
 *
 * @param individualNote whether it is a lone comment that cannot be resolved
 */
public record Discussion(String id, boolean individualNote, List<Note> notes) {
    public Discussion {
        requireNonNull(id, "id is null");
        notes = List.copyOf(notes);
    }
}
