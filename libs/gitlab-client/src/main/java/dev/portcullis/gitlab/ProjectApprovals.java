// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import org.jspecify.annotations.Nullable;

/**
 * A project's own approval settings, Premium.
 *
 * @param resetApprovalsOnPush whether a push takes approvals back
 * @param mergeRequestsAuthorApproval whether authors may approve their own merge requests
 * @param mergeRequestsDisableCommittersApproval whether those who committed to a merge request may not approve it
 */
public record ProjectApprovals(
        @Nullable Boolean resetApprovalsOnPush,
        @Nullable Boolean mergeRequestsAuthorApproval,
        @Nullable Boolean mergeRequestsDisableCommittersApproval) {}
