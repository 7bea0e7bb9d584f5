// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.VulnerabilityState;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.List;
import java.util.Set;

/** Judges scan_finding: findings that are new, stored ones, or both, against a number. */
final class ScanFindingRule {
    private final Evaluation evaluation;
    private final AppliedPolicy applied;
    private final ApprovalPolicy policy;
    private final ApprovalRule.ScanFinding rule;
    private final RuleJudgement judgement;
    private final ScanPlan plan;
    private final boolean asksForStored;
    /** The stored states that can be counted: of a fact that could not be obtained, none. */
    private final Set<VulnerabilityState> storedStates;

    ScanFindingRule(
            Evaluation evaluation,
            AppliedPolicy applied,
            ApprovalPolicy policy,
            ApprovalRule.ScanFinding rule,
            RuleJudgement judgement) {
        this.evaluation = evaluation;
        this.applied = applied;
        this.policy = policy;
        this.rule = rule;
        this.judgement = judgement;
        this.plan = evaluation.plan(rule);
        Snapshot snapshot = evaluation.snapshot();
        boolean onDefault =
                snapshot.mergeRequest().targetBranch().equals(snapshot.project().defaultBranch());
        this.asksForStored = onDefault && !plan.storedStates().isEmpty();
        this.storedStates = asksForStored && snapshot.has(Fact.VULNERABILITIES) ? plan.storedStates() : Set.of();
    }

    void judge() {
        Snapshot snapshot = evaluation.snapshot();
        if (plan.newStates().isEmpty() && !asksForStored) {
            judgement.note(new Reason.NothingToCount(snapshot.mergeRequest().targetBranch()));
        } else if (readsStored() && !judgement.has(snapshot, Fact.VULNERABILITIES) && !countsWithoutStored()) {
            return;
        } else if (plan.newStates().isEmpty()) {
            count(Pipelines.ofTarget(List.of()));
        } else if (evaluation.source().isEmpty() && !judgement.has(snapshot, Fact.SOURCE_REPORTS)) {
            // Whether there is a pipeline to wait for is not known either.
            return;
        } else if (evaluation.source().isEmpty() || !evaluation.incomplete().isEmpty()) {
            judgement.wait(evaluation.incomplete());
        } else if (judgement.hasAll(snapshot, Fact.SOURCE_REPORTS, Fact.TARGET_REPORTS)) {
            Pipelines baseline = evaluation.baseline(policy.tuning().reportTimeWindowMinutes());
            boolean enforced = plan.storedStates().isEmpty()
                    && ExecutionPolicies.enforce(evaluation, applied, policy, plan.scanners());
            judgement.note(evaluation.compared(baseline));
            MissingScans.check(evaluation, baseline, plan.scanners(), enforced, judgement);
            count(baseline);
        }
    }

    /** A new finding of which nothing is stored needs triage; that one was dismissed is known from what is stored only. */
    private boolean readsStored() {
        return asksForStored || !countsWithoutStored();
    }

    /** What is new and too much already stands, however much is stored. */
    private boolean countsWithoutStored() {
        return plan.newStates().contains(VulnerabilityState.NEW_NEEDS_TRIAGE);
    }

    private void count(Pipelines baseline) {
        for (Selection selection : plan.selections()) {
            count(baseline, selection);
        }
    }

    private void count(Pipelines baseline, Selection selection) {
        FindingFilter filter = new FindingFilter(selection, evaluation, applied);
        StoredFindings stored = new StoredFindings(evaluation, rule, storedStates, filter);
        Findings counted = plan.newStates().isEmpty() ? stored.all() : countNew(baseline, filter, stored);
        Findings certain = filter.certain(counted);
        filter.noteExceptions(judgement);
        Reason.Counted reason =
                new Reason.Counted(selection.named(), selection.criteria().allowed(), certain);
        if (reason.exceeds()) {
            judgement.violate(reason);
        } else {
            judgement.note(reason);
            if (certain.size() < counted.size()) {
                String why = evaluation.snapshot().unavailable().getOrDefault(Fact.ENRICHMENT, "");
                judgement.missing(Fact.ENRICHMENT, why);
            }
        }
    }

    private Findings countNew(Pipelines baseline, FindingFilter filter, StoredFindings stored) {
        Changes changes = evaluation.changesSince(baseline);
        int chosen = changes.choose(filter.selection());
        Findings.Ascending found = new Findings.Ascending(chosen);
        for (int i = 0; i < chosen; i++) {
            int at = changes.chosen(i);
            int ordinal = changes.ordinalAt(at);
            if (changes.isNewTo(filter, at) && !found.endsWith(ordinal) && hasNewState(ordinal)) {
                found.add(ordinal, changes.factsAt(at));
            }
        }
        Findings fresh = filter.withoutExcepted(found.findings());
        return storedStates.isEmpty() ? fresh : fresh.or(stored.among(baseline));
    }

    private boolean hasNewState(int ordinal) {
        return plan.newStates()
                .contains(
                        evaluation.isDismissed(ordinal)
                                ? VulnerabilityState.NEW_DISMISSED
                                : VulnerabilityState.NEW_NEEDS_TRIAGE);
    }
}
