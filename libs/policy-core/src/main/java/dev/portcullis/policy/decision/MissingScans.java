// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ScanType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds the scans that a rule needs and that did not run, or did not end well. */
final class MissingScans {
    private MissingScans() {}

    /**
     * @param scanners of the rule; empty: all
     * @param enforced whether execution policies enforce them, and the policy lets missing ones pass then
     */
    static void check(
            Evaluation evaluation,
            Pipelines baseline,
            Set<ScanType> scanners,
            boolean enforced,
            RuleJudgement judgement) {
        Pipelines source = evaluation.source();
        Set<ScanType> failed = within(source.failed(), scanners);
        Set<ScanType> missing = within(baseline.isEmpty() ? scanners : baseline.successful(), scanners);
        missing.removeAll(source.covered());
        missing.removeAll(failed);
        if (enforced && !(source.hasScans() && missing.isEmpty() && failed.isEmpty())) {
            missing.addAll(failed);
            judgement.note(
                    new Reason.EnforcedElsewhere(missing.stream().sorted().toList()));
        } else if (!source.hasScans()) {
            judgement.error(ErrorCode.ARTIFACTS_MISSING, missing);
        } else {
            report(ErrorCode.SCAN_REMOVED, missing, judgement);
            report(ErrorCode.SCAN_FAILED, failed, judgement);
        }
        if (evaluation.snapshot().settings().requireTargetScans()) {
            Set<ScanType> unscanned = within(source.covered(), scanners);
            unscanned.removeAll(baseline.successful());
            report(ErrorCode.TARGET_SCANS_MISSING, unscanned, judgement);
        }
    }

    private static void report(ErrorCode code, Set<ScanType> types, RuleJudgement judgement) {
        if (!types.isEmpty()) {
            judgement.error(code, List.copyOf(types));
        }
    }

    private static Set<ScanType> within(Set<ScanType> types, Set<ScanType> scanners) {
        Set<ScanType> common = EnumSet.noneOf(ScanType.class);
        common.addAll(types);
        if (!scanners.isEmpty()) {
            common.retainAll(scanners);
        }
        return common;
    }
}
