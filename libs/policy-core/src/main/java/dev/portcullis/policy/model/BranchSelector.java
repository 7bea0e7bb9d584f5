// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The branches that a rule is about: exactly one of names and type, less exceptions. */
public record BranchSelector(Branches branches, List<BranchException> exceptions) {
    public BranchSelector {
        requireNonNull(branches, "branches is null");
        exceptions = List.copyOf(exceptions);
    }

    /** Names or a named set. */
    public sealed interface Branches {}

    /** Names or wildcards; an empty list is every protected branch. */
    public record Named(List<String> patterns) implements Branches {
        public Named {
            patterns = List.copyOf(patterns);
        }
    }

    /** A set that GitLab names by a word. */
    public record OfType(BranchType type) implements Branches {
        public OfType {
            requireNonNull(type, "type is null");
        }
    }
}
