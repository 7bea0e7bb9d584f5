// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.BranchType;
import dev.portcullis.policy.model.PipelineExecutionPolicy;
import dev.portcullis.policy.model.ScanAction;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.model.ScanKind;
import dev.portcullis.policy.model.ScanRule;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.Project;
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
            if (other.isAtOrAbove(applied)
                    && other.policy().header().enabled()
                    && Scopes.includes(other.policy().header().scope(), snapshot.project())) {
                switch (other.policy()) {
                    case ScanExecutionPolicy scans
                    when runs(scans, snapshot) ->
                        scans.actions().stream().map(ScanAction::scan).forEach(kind -> enforced.add(type(kind)));
                    case PipelineExecutionPolicy pipeline ->
                        enforced.addAll(snapshot.enforcedScans().getOrDefault(pipeline.name(), List.of()));
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
        Project project = snapshot.project();
        String source = mergeRequest.sourceBranch();
        boolean fromMergeRequest = rule.sources().isEmpty()
                || rule.sources().contains("merge_request_event")
                || rule.sources().contains("push");
        return fromMergeRequest
                && names(rule.branches(), project, source, mergeRequest.targetBranch())
                && !Branches.isExcepted(project, rule.branches(), source);
    }

    private static boolean names(BranchSelector selector, Project project, String source, String target) {
        return switch (selector.branches()) {
            case BranchSelector.Named named ->
                named.patterns().isEmpty()
                        || named.patterns().stream().anyMatch(pattern -> Wildcard.matches(pattern, source));
            case BranchSelector.OfType(BranchType type) ->
                switch (type) {
                    case ALL -> true;
                    case DEFAULT -> source.equals(project.defaultBranch());
                    case PROTECTED -> Branches.isProtected(project, source);
                    case TARGET_DEFAULT -> target.equals(project.defaultBranch());
                    case TARGET_PROTECTED -> Branches.isProtected(project, target);
                };
        };
    }

    private static ScanType type(ScanKind kind) {
        return switch (kind) {
            case SAST, SAST_IAC -> ScanType.SAST;
            case DAST -> ScanType.DAST;
            case SECRET_DETECTION -> ScanType.SECRET_DETECTION;
            case CONTAINER_SCANNING -> ScanType.CONTAINER_SCANNING;
            case DEPENDENCY_SCANNING -> ScanType.DEPENDENCY_SCANNING;
            case CLUSTER_IMAGE_SCANNING -> ScanType.CLUSTER_IMAGE_SCANNING;
        };
    }
}
