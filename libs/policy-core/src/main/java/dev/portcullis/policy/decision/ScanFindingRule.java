// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.decision.Detected.Change;
import dev.portcullis.policy.decision.Detected.Occurrence;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.FindingCriteria;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.ScannerRule;
import dev.portcullis.policy.model.VulnerabilityState;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Judges scan_finding: findings that are new, stored ones, or both, against a number. */
final class ScanFindingRule {
    private final Evaluation evaluation;
    private final AppliedPolicy applied;
    private final ApprovalPolicy policy;
    private final ApprovalRule.ScanFinding rule;
    private final RuleJudgement judgement;
    private final Set<VulnerabilityState> newStates = EnumSet.noneOf(VulnerabilityState.class);
    private final Set<VulnerabilityState> storedStates = EnumSet.noneOf(VulnerabilityState.class);

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
        Set<VulnerabilityState> states = rule.states().isEmpty() ? VulnerabilityState.NEW : rule.states();
        for (VulnerabilityState state : states) {
            (VulnerabilityState.NEW.contains(state) ? newStates : storedStates).add(state);
        }
    }

    void judge() {
        Snapshot snapshot = evaluation.snapshot();
        String target = snapshot.mergeRequest().targetBranch();
        boolean onlyNewStates = storedStates.isEmpty();
        if (!target.equals(snapshot.project().defaultBranch())) {
            storedStates.clear();
        }
        if (newStates.isEmpty() && storedStates.isEmpty()) {
            judgement.note(new Reason.NothingToCount(target));
        } else if (readsStored() && !judgement.has(snapshot, Fact.VULNERABILITIES)) {
            return;
        } else if (newStates.isEmpty()) {
            count(Pipelines.ofTarget(List.of()));
        } else if (evaluation.source().isEmpty() && !judgement.has(snapshot, Fact.SOURCE_REPORTS)) {
            // Whether there is a pipeline to wait for is not known either.
            return;
        } else if (evaluation.source().isEmpty() || !evaluation.incomplete().isEmpty()) {
            judgement.wait(evaluation.incomplete());
        } else if (judgement.hasAll(snapshot, Fact.SOURCE_REPORTS, Fact.TARGET_REPORTS)) {
            Pipelines baseline = evaluation.baseline(policy.tuning().reportTimeWindowMinutes());
            boolean enforced = onlyNewStates && ExecutionPolicies.enforce(evaluation, applied, policy, scanners());
            judgement.note(evaluation.compared(baseline));
            MissingScans.check(evaluation, baseline, scanners(), enforced, judgement);
            count(baseline);
        }
    }

    /** A new finding of which nothing is stored needs triage; that one was dismissed is known from what is stored only. */
    private boolean readsStored() {
        return !storedStates.isEmpty() || !newStates.contains(VulnerabilityState.NEW_NEEDS_TRIAGE);
    }

    private Set<ScanType> scanners() {
        Set<ScanType> all = EnumSet.noneOf(ScanType.class);
        all.addAll(rule.scanners());
        for (ScannerRule alone : rule.scannerRules()) {
            all.add(alone.type());
        }
        return all;
    }

    private void count(Pipelines baseline) {
        if (!rule.scanners().isEmpty() || rule.scannerRules().isEmpty()) {
            count(baseline, rule.scanners(), rule.criteria());
        }
        for (ScannerRule alone : rule.scannerRules()) {
            count(baseline, Set.of(alone.type()), alone.criteria());
        }
    }

    private void count(Pipelines baseline, Set<ScanType> scanners, FindingCriteria criteria) {
        FindingFilter filter = new FindingFilter(scanners, criteria, evaluation, applied);
        StoredFindings stored = new StoredFindings(evaluation, rule, storedStates, filter);
        Findings counted = newStates.isEmpty() ? stored.all() : countNew(baseline, filter, stored);
        Findings certain = filter.certain(counted);
        filter.noteExceptions(judgement);
        Reason.Counted reason = new Reason.Counted(sorted(scanners), criteria.allowed(), certain);
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

    private static List<ScanType> sorted(Set<ScanType> scanners) {
        return scanners.isEmpty() ? List.of() : List.copyOf(EnumSet.copyOf(scanners));
    }

    private Findings countNew(Pipelines baseline, FindingFilter filter, StoredFindings stored) {
        Findings.Ascending found = new Findings.Ascending();
        for (Change change : evaluation.changesSince(baseline)) {
            int ordinal = change.head().ordinal();
            if (filter.keeps(change.head().scan(), change.head().facts())
                    && !found.endsWith(ordinal)
                    && hasNewState(ordinal)
                    && isNew(change, filter)) {
                found.add(ordinal, change.head().facts());
            }
        }
        Findings fresh = filter.withoutExcepted(found.findings());
        return storedStates.isEmpty() ? fresh : fresh.or(stored.among(baseline));
    }

    private static boolean isNew(Change change, FindingFilter filter) {
        for (Occurrence before : change.baseline()) {
            if (filter.keeps(before.scan(), before.facts())) {
                return false;
            }
        }
        return true;
    }

    private boolean hasNewState(int ordinal) {
        return newStates.contains(
                evaluation.isDismissed(ordinal)
                        ? VulnerabilityState.NEW_DISMISSED
                        : VulnerabilityState.NEW_NEEDS_TRIAGE);
    }
}
