// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

/** A project's own approval settings, as far as they decide who counts. */
public record ProjectApprovalSettings(
        boolean preventApprovalByAuthor, boolean preventApprovalByCommitAuthor, boolean removeApprovalsWithNewCommit) {
    /** Nothing is set, or nothing is known. */
    public static final ProjectApprovalSettings NONE = new ProjectApprovalSettings(false, false, false);
}
