// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a merge request needs now. A later one, with a higher {@code sequence}, replaces it.
 *
 * @param project the target project
 * @param iid the merge request's number in the target project
 * @param url the merge request's page
 * @param headSha the head that the decision is about
 * @param decisionId the recorded decision
 * @param sequence counts the decisions of this merge request from 1 without gaps
 * @param decidedAt the instant that the decision was computed for
 * @param summary one sentence for people
 * @param approvalsLeft how many approvals are missing, summed over unmet actions
 * @param policies the policies that apply, each with its own state
 * @param exceptions ids of the approved exceptions that took something out; absent in events that were written before
 *     there were any
 */
public record ApprovalDecided(
        ProjectRef project,
        long iid,
        String url,
        String headSha,
        UUID decisionId,
        long sequence,
        Instant decidedAt,
        String summary,
        int approvalsLeft,
        List<PolicyOutcome> policies,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UUID> exceptions)
        implements Fact {
    public ApprovalDecided {
        requireNonNull(project, "project is null");
        requireNonNull(url, "url is null");
        requireNonNull(headSha, "headSha is null");
        requireNonNull(decisionId, "decisionId is null");
        requireNonNull(decidedAt, "decidedAt is null");
        requireNonNull(summary, "summary is null");
        policies = List.copyOf(policies);
        exceptions = exceptions == null ? List.of() : List.copyOf(exceptions);
    }
}
