// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.Policy;

/**
 * A policy and where it is laid down.
 *
 * @param path full path of the group or project; empty for the instance
 * @param id what the policy store knows the policy by; stable over its versions
 */
public record AppliedPolicy(Level level, String path, String id, long version, Policy policy) {
    public AppliedPolicy {
        requireNonNull(level, "level is null");
        requireNonNull(path, "path is null");
        requireNonNull(id, "id is null");
        requireNonNull(policy, "policy is null");
    }

    /** Whether the policy is laid down where {@code other} is, or above it. */
    boolean isAtOrAbove(AppliedPolicy other) {
        return level == Level.INSTANCE || path.equals(other.path) || other.path.startsWith(path + "/");
    }
}
