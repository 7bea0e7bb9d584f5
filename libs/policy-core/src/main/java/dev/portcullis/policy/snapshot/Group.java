// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** A group that a policy names, with the user ids of its direct members. */
public record Group(long id, String path, Set<Long> members) {
    public Group {
        requireNonNull(path, "path is null");
        members = Set.copyOf(members);
    }
}
