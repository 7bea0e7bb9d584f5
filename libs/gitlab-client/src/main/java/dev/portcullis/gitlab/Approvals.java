// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who approved a merge request. Free tells only who; Premium also what is still required.
 *
 * @param userHasApproved whether the token's user did
 */
public record Approvals(
        boolean userHasApproved,
        boolean userCanApprove,
        @Nullable Boolean approved,
        @Nullable Integer approvalsRequired,
        @Nullable Integer approvalsLeft,
        List<Approval> approvedBy) {
    public Approvals {
        approvedBy = List.copyOf(approvedBy);
    }
}
