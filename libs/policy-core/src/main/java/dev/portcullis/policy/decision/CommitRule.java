// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.CommitKind;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.MergeRequest.Commit;
import dev.portcullis.policy.snapshot.Signature;
import java.util.List;

/** Judges any_merge_request: needs no pipeline. */
final class CommitRule {
    private CommitRule() {}

    static void judge(Evaluation evaluation, ApprovalRule.AnyMergeRequest rule, RuleJudgement judgement) {
        List<Commit> commits = evaluation.snapshot().mergeRequest().commits();
        if (rule.commits() == CommitKind.ANY) {
            judgement.violate(new Reason.Commits(CommitKind.ANY, List.of()));
            return;
        }
        if (!judgement.has(evaluation.snapshot(), Fact.SIGNATURES)) {
            return;
        }
        List<String> unsigned = commits.stream()
                .filter(commit -> commit.signature() == Signature.NONE)
                .map(Commit::sha)
                .toList();
        if (!unsigned.isEmpty()) {
            judgement.violate(new Reason.Commits(CommitKind.UNSIGNED, unsigned));
        } else if (commits.stream().anyMatch(commit -> commit.signature() == null)) {
            judgement.missing(Fact.SIGNATURES, "the signatures of some commits are not known");
        } else {
            judgement.note(new Reason.Commits(CommitKind.UNSIGNED, List.of()));
        }
    }
}
