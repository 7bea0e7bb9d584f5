// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings that a policy tightens. The first four hold only while the policy is violated, the others always.
 *
 * @param blockGroupBranchModification absent: as {@code blockBranchModification}
 */
public record ApprovalSettings(
        boolean preventApprovalByAuthor,
        boolean preventApprovalByCommitAuthor,
        boolean removeApprovalsWithNewCommit,
        boolean requirePasswordToApprove,
        boolean blockBranchModification,
        @Nullable GroupBranchModification blockGroupBranchModification,
        boolean preventPushingAndForcePushing) {
    /** Nothing is tightened. */
    public static final ApprovalSettings NONE = new ApprovalSettings(false, false, false, false, false, null, false);

    /** What either of the two tightens. */
    public ApprovalSettings or(ApprovalSettings other) {
        return new ApprovalSettings(
                preventApprovalByAuthor || other.preventApprovalByAuthor,
                preventApprovalByCommitAuthor || other.preventApprovalByCommitAuthor,
                removeApprovalsWithNewCommit || other.removeApprovalsWithNewCommit,
                requirePasswordToApprove || other.requirePasswordToApprove,
                blockBranchModification || other.blockBranchModification,
                GroupBranchModification.or(blockGroupBranchModification, other.blockGroupBranchModification),
                preventPushingAndForcePushing || other.preventPushingAndForcePushing);
    }

    /** Forbids changes of protected branches of groups, except of the groups listed. */
    public record GroupBranchModification(boolean enabled, List<Long> exceptions) {
        public GroupBranchModification {
            exceptions = List.copyOf(requireNonNull(exceptions, "exceptions is null"));
        }

        /** What either forbids: where both do, only the groups that both except are free. */
        private static @Nullable GroupBranchModification or(
                @Nullable GroupBranchModification one, @Nullable GroupBranchModification other) {
            if (one == null || other == null || !one.enabled || !other.enabled) {
                return one == null || (other != null && other.enabled) ? other : one;
            }
            return new GroupBranchModification(
                    true,
                    one.exceptions.stream()
                            .filter(other.exceptions::contains)
                            .sorted()
                            .toList());
        }
    }
}
