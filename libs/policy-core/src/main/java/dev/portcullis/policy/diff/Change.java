// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.diff;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** One difference between two policy files. */
public sealed interface Change {
    /** The key of the policy's list. */
    String type();

    /** The policy's name. */
    String policy();

    /** A policy that is new. */
    record Added(String type, String policy) implements Change {
        public Added {
            requireNonNull(type, "type is null");
            requireNonNull(policy, "policy is null");
        }

        @Override
        public String toString() {
            return "+ " + type + " '" + policy + "'";
        }
    }

    /** A policy that is gone. */
    record Removed(String type, String policy) implements Change {
        public Removed {
            requireNonNull(type, "type is null");
            requireNonNull(policy, "policy is null");
        }

        @Override
        public String toString() {
            return "- " + type + " '" + policy + "'";
        }
    }

    /**
     * A value that is another.
     *
     * @param path within the policy, in the words of the policy language
     * @param before absent: there was none, so that the default held
     * @param after absent: there is none any more
     */
    record Changed(
            String type,
            String policy,
            String path,
            @Nullable String before,
            @Nullable String after) implements Change {
        public Changed {
            requireNonNull(type, "type is null");
            requireNonNull(policy, "policy is null");
            requireNonNull(path, "path is null");
        }

        @Override
        public String toString() {
            return "~ " + type + " '" + policy + "': " + path + ": " + (before == null ? "(not set)" : before) + " → "
                    + (after == null ? "(not set)" : after);
        }
    }
}
