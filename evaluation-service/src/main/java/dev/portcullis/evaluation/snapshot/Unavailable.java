// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.policy.snapshot.Fact;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The facts that could not be obtained, each with the first reason, and whether asking again soon can help. */
final class Unavailable {
    private final Map<Fact, String> reasons = new EnumMap<>(Fact.class);
    private final Set<String> notes = new LinkedHashSet<>();
    private final boolean tolerant;
    private boolean passing;

    /**
     * Begins with nothing missing.
     *
     * @param tolerant whether a failure that will pass is noted like any other; else it ends the gathering, since
     *     waiting a moment is better than a decision that lacks something
     */
    Unavailable(boolean tolerant) {
        this.tolerant = tolerant;
    }

    /** Notes that {@code fact} is missing. */
    void add(Fact fact, String reason) {
        reasons.putIfAbsent(fact, reason);
    }

    /** Reads a fact; where that fails, notes the reason and goes on with {@code instead}. */
    <T> T read(Fact fact, T instead, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (GitLabException e) {
            if (e.isTransient() && !tolerant) {
                throw e;
            }
            passing |= e.isTransient();
            add(fact, String.valueOf(e.getMessage()));
            return instead;
        }
    }

    /** Keeps a sentence that explains something else than a missing fact. */
    void note(String sentence) {
        notes.add(sentence);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Whether some of it may be had before long. */
    boolean isPassing() {
        return passing;
    }

    Map<Fact, String> reasons() {
        return Map.copyOf(reasons);
    }
}
