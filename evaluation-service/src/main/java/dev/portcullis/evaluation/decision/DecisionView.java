// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.PolicyOutcome;
import java.util.List;

/**
 * A decision as people read it. Two decisions with equal views about the same head say the same.
 *
 * @param outcome approval_required, undetermined, pending, satisfied or not_required
 * @param blocks whether the merge request must not be merged
 * @param wantsComment whether a violated policy wants a comment on the merge request
 * @param headSha the head that it is about
 * @param summary one sentence
 * @param approvalsLeft how many approvals are missing
 * @param policies the policies that are laid down for the project
 * @param waitsFor what has to happen before it can be merged, in sentences: what blocks it, then the smallest sets of
 *     changes after which it passes; empty where nothing has to
 * @param scanNotes what was wrong with the reports that it rests on, in sentences; empty where nothing was
 */
public record DecisionView(
        String outcome,
        boolean blocks,
        boolean wantsComment,
        String headSha,
        String summary,
        int approvalsLeft,
        List<PolicyOutcome> policies,
        List<String> waitsFor,
        List<String> scanNotes) {
    public DecisionView {
        requireNonNull(outcome, "outcome is null");
        requireNonNull(headSha, "headSha is null");
        requireNonNull(summary, "summary is null");
        policies = List.copyOf(policies);
        waitsFor = List.copyOf(waitsFor);
        scanNotes = List.copyOf(scanNotes);
    }
}
