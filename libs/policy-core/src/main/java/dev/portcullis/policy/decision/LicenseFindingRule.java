// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.ScanType;
import java.util.List;

/** Judges license_finding. */
final class LicenseFindingRule {
    private final RuleJudgement judgement;

    LicenseFindingRule(
            Evaluation evaluation,
            AppliedPolicy applied,
            ApprovalPolicy policy,
            ApprovalRule.LicenseFinding rule,
            RuleJudgement judgement) {
        this.judgement = judgement;
    }

    void judge() {
        judgement.error(ErrorCode.ARTIFACTS_MISSING, List.of(ScanType.DEPENDENCY_SCANNING));
    }
}
