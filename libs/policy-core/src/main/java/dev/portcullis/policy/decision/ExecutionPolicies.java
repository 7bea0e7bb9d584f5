// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.PipelineExecutionPolicy;
import dev.portcullis.policy.model.ScanAction;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.model.ScanRule;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether execution policies of the same or a higher place enforce the scans of a rule in this merge request. */
final class ExecutionPolicies {
    private static final Set<ScanType> PIPELINE_SCANS = EnumSet.of(
            ScanType.SAST,
            ScanType.SECRET_DETECTION,
            ScanType.DEPENDENCY_SCANNING,
            ScanType.CONTAINER_SCANNING,
            ScanType.DAST);

    private ExecutionPolicies() {}

    /** Whether {@code policy} is tuned to trust execution policies, and they enforce every one of {@code scanners}. */
    static boolean enforce(
            Evaluation evaluation, AppliedPolicy applied, ApprovalPolicy policy, Set<ScanType> scanners) {
        if (!policy.tuning().unblockByExecutionPolicies()) {
            return false;
        }
        Set<ScanType> enforced = EnumSet.noneOf(ScanType.class);
        Snapshot snapshot = evaluation.snapshot();
        for (AppliedPolicy other : evaluation.policies()) {
            if (other.isAtOrAbove(applied) && PolicyReach.surelyHolds(other.policy(), snapshot)) {
                switch (other.policy()) {
                    case ScanExecutionPolicy scans
                    when runs(scans, snapshot) ->
                        scans.actions().stream().map(ScanAction::scan).forEach(kind -> enforced.add(kind.type()));
                    case PipelineExecutionPolicy _ ->
                        enforced.addAll(snapshot.enforcedScans().getOrDefault(other.id(), List.of()));
                    default -> {}
                }
            }
        }
        return enforced.containsAll(scanners.isEmpty() ? PIPELINE_SCANS : scanners);
    }

    private static boolean runs(ScanExecutionPolicy policy, Snapshot snapshot) {
        return policy.rules().stream()
                .anyMatch(rule -> rule instanceof ScanRule.InPipeline pipeline && runs(pipeline, snapshot));
    }

    private static boolean runs(ScanRule.InPipeline rule, Snapshot snapshot) {
        MergeRequest mergeRequest = snapshot.mergeRequest();
        boolean fromMergeRequest = rule.sources().isEmpty()
                || rule.sources().contains("merge_request_event")
                || rule.sources().contains("push");
        return fromMergeRequest
                && PolicyReach.covers(
                        rule.branches(),
                        snapshot.project(),
                        mergeRequest.sourceBranch(),
                        List.of(mergeRequest.targetBranch()));
    }
}
