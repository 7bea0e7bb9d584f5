// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import org.jspecify.annotations.Nullable;

/** Who may push to, merge into or unprotect a branch: a role, or (Premium) one user or group. */
public final class BranchAccess {
    public long id;
    public @Nullable Integer accessLevel;
    public @Nullable Long userId;
    public @Nullable Long groupId;
}
