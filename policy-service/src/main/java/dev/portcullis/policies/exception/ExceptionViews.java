// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import dev.portcullis.contracts.Level;
import dev.portcullis.policies.exception.ExceptionStore.Use;
import dev.portcullis.policies.policy.StoredException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the API shows of exceptions. */
public final class ExceptionViews {
    private ExceptionViews() {}

    /**
     * An exception.
     *
     * @param level whose people approve it, and whose policies and those below give way
     * @param policyId the only policy that gives way; absent: all of the level and below
     * @param scope full path of the group or project it is for; empty: everywhere
     * @param whole whether the policies do not apply at all
     * @param digest what an approval is bound to
     * @param approvalsRequired how many approvals bring it into force
     * @param mergeRequests how many merge requests it took something out of
     * @param lastUsedAt when it last did; absent: it did not
     */
    public record ExceptionView(
            UUID id,
            Level level,
            @Nullable UUID policyId,
            @Nullable String policyName,
            String scope,
            boolean whole,
            List<String> findings,
            List<String> identifiers,
            List<String> paths,
            List<String> scanners,
            List<String> purls,
            String reason,
            Instant endsAt,
            String digest,
            String state,
            String requestedBy,
            Instant requestedAt,
            int approvalsRequired,
            @Nullable Instant activeSince,
            long mergeRequests,
            @Nullable Instant lastUsedAt,
            @Nullable String closedBy,
            @Nullable Instant closedAt,
            @Nullable String closedReason) {
        static ExceptionView of(StoredException exception, int required, Use use) {
            return new ExceptionView(
                    exception.id,
                    exception.level(),
                    exception.policyId,
                    exception.policyName,
                    exception.scope,
                    exception.whole,
                    exception.findings,
                    exception.identifiers,
                    exception.paths,
                    exception.scanners,
                    exception.purls,
                    exception.reason,
                    exception.endsAt,
                    exception.digest,
                    exception.state,
                    exception.requestedByName,
                    exception.requestedAt,
                    required,
                    exception.activeSince,
                    use.mergeRequests(),
                    use.lastAt(),
                    exception.closedByName,
                    exception.closedAt,
                    exception.closedReason);
        }
    }

    /** Who approved it, and when. */
    public record ExceptionApprovalView(
            String name, @Nullable String comment, Instant approvedAt) {
        static ExceptionApprovalView of(ExceptionApproval approval) {
            return new ExceptionApprovalView(approval.personName, approval.comment, approval.approvedAt);
        }
    }
}
