// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.Fallback;
import dev.portcullis.policy.model.LicenseState;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.PolicyException;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Judges license_finding: the licences of components, each pair of component and licence for itself. */
final class LicenseFindingRule {
    private static final Set<ScanType> SBOM = Set.of(ScanType.DEPENDENCY_SCANNING);

    private final Evaluation evaluation;
    private final AppliedPolicy applied;
    private final ApprovalPolicy policy;
    private final ApprovalRule.LicenseFinding rule;
    private final RuleJudgement judgement;

    LicenseFindingRule(
            Evaluation evaluation,
            AppliedPolicy applied,
            ApprovalPolicy policy,
            ApprovalRule.LicenseFinding rule,
            RuleJudgement judgement) {
        this.evaluation = evaluation;
        this.applied = applied;
        this.policy = policy;
        this.rule = rule;
        this.judgement = judgement;
    }

    void judge() {
        boolean fresh = rule.states().contains(LicenseState.NEWLY_DETECTED);
        boolean existing = rule.states().contains(LicenseState.DETECTED);
        Snapshot snapshot = evaluation.snapshot();
        Pipelines source = evaluation.source();
        if (!fresh) {
            if (judgement.has(snapshot, Fact.TARGET_REPORTS)) {
                Pipelines baseline = baseline();
                if (!baseline.hasComponents() && snapshot.settings().requireTargetScans()) {
                    judgement.error(ErrorCode.TARGET_SCANS_MISSING, SBOM);
                }
                deny(evaluation.licensePairs(baseline));
            }
        } else if (source.isEmpty() && !judgement.has(snapshot, Fact.SOURCE_REPORTS)) {
            // Whether there is a pipeline to wait for is not known either.
            return;
        } else if (source.isEmpty() || !source.incomplete().isEmpty()) {
            judgement.wait(source.incomplete());
        } else if (existing) {
            if (judgement.has(snapshot, Fact.SOURCE_REPORTS)) {
                checkSource(false);
                deny(evaluation.licensePairs(source));
            }
        } else if (judgement.hasAll(snapshot, Fact.SOURCE_REPORTS, Fact.TARGET_REPORTS)) {
            compare();
        }
    }

    /** No SBOM in the source, or a scan for it that failed, is an error. */
    private void checkSource(boolean onlyNew) {
        boolean failed = evaluation.source().failed().containsAll(SBOM);
        if (evaluation.source().hasComponents() && !failed) {
            return;
        }
        if (onlyNew && ExecutionPolicies.enforce(evaluation, applied, policy, SBOM)) {
            judgement.note(new Reason.EnforcedElsewhere(List.copyOf(SBOM)));
        } else {
            judgement.error(failed ? ErrorCode.SCAN_FAILED : ErrorCode.ARTIFACTS_MISSING, SBOM);
        }
    }

    private void compare() {
        Pipelines baseline = baseline();
        judgement.note(evaluation.compared(baseline));
        checkSource(true);
        LicensePairs pairs = evaluation.licensePairs(evaluation.source());
        boolean open = policy.fallback() == Fallback.OPEN;
        if (baseline.hasComponents()) {
            pairs = pairs.without(evaluation.licensePairs(baseline));
        } else if (evaluation.snapshot().settings().requireTargetScans()) {
            judgement.error(ErrorCode.TARGET_SCANS_MISSING, SBOM);
            if (open) {
                return;
            }
        } else if (open && !pairs.isEmpty()) {
            judgement.error(ErrorCode.TARGET_PIPELINE_MISSING, SBOM);
            return;
        }
        deny(pairs);
    }

    private Pipelines baseline() {
        return evaluation.licenseBaseline(policy.tuning().reportTimeWindowMinutes());
    }

    private void deny(LicensePairs pairs) {
        LicensePredicate predicate = LicensePredicate.of(rule.licenses(), evaluation::license);
        Set<String> used = new TreeSet<>();
        List<Reason.DeniedLicense> denied = new ArrayList<>();
        int excepted = 0;
        for (LicensePairs.Pair pair : pairs.all()) {
            if (predicate.accepts(pair.license(), pair.purl())) {
                continue;
            }
            if (isExcepted(pair.purl(), used)) {
                excepted++;
            } else {
                denied.add(new Reason.DeniedLicense(pair.purl(), pair.license().toString()));
            }
        }
        if (excepted > 0) {
            judgement.note(new Reason.Excepted(List.copyOf(used), excepted));
        }
        Reason.Licenses reason = new Reason.Licenses(denied);
        if (denied.isEmpty()) {
            judgement.note(reason);
        } else {
            judgement.violate(reason);
        }
    }

    private boolean isExcepted(String purl, Set<String> used) {
        boolean taken = false;
        for (PolicyException exception : evaluation.exceptions(applied)) {
            if (Exceptions.matches(exception, purl) && evaluation.isInForce(exception)) {
                used.add(exception.id());
                taken = true;
            }
        }
        return taken;
    }
}
