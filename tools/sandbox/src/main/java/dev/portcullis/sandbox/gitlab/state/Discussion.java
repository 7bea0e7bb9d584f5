// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.util.ArrayList;
import java.util.List;

/** A thread, or (individual) a single note that cannot be resolved. */
public final class Discussion {
    public String id = "";
    public boolean individual;
    public List<Note> notes = new ArrayList<>();

    /** True if it takes part in "all threads must be resolved". */
    public boolean resolvable() {
        return !individual && notes.stream().anyMatch(note -> !note.system);
    }

    /** True if every note that can be resolved is. */
    public boolean resolved() {
        return notes.stream().allMatch(note -> note.system || note.resolvedById != null);
    }
}
