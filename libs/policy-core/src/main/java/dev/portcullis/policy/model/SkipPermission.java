// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Set;

/** Whether everybody may skip a pipeline, or only the users listed. */
public record SkipPermission(boolean allowed, Set<Long> users) {
    public SkipPermission {
        users = Set.copyOf(users);
    }
}
