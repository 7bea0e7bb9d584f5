// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one policy counts: new findings of these scanners and severities, and of these attributes where they mean
 * something. Empty sets are all.
 */
record Criteria(
        Set<ScanType> scanners,
        Set<Severity> severities,
        @Nullable Boolean fixAvailable,
        @Nullable Boolean falsePositive,
        int allowed) {
    static final List<ScanType> SCANNERS = List.of(
            ScanType.SAST,
            ScanType.SECRET_DETECTION,
            ScanType.DEPENDENCY_SCANNING,
            ScanType.CONTAINER_SCANNING,
            ScanType.DAST);

    static List<Criteria> random(int count, Random random) {
        List<Criteria> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Set<ScanType> scanners = EnumSet.noneOf(ScanType.class);
            Set<Severity> severities = EnumSet.noneOf(Severity.class);
            for (int j = random.nextInt(3); j > 0; j--) {
                scanners.add(SCANNERS.get(random.nextInt(SCANNERS.size())));
            }
            for (int j = random.nextInt(4); j > 0; j--) {
                severities.add(Severity.values()[random.nextInt(Severity.values().length)]);
            }
            all.add(new Criteria(
                    scanners,
                    severities,
                    random.nextInt(4) == 0 ? (Boolean) random.nextBoolean() : null,
                    random.nextInt(4) == 0 ? (Boolean) random.nextBoolean() : null,
                    random.nextInt(5)));
        }
        return all;
    }

    boolean fit(FindingFacts facts) {
        return (scanners.isEmpty() || scanners.contains(facts.scanner()))
                && (severities.isEmpty() || severities.contains(facts.severity()))
                && (fixAvailable == null || !hasFix(facts.scanner()) || fixAvailable == facts.fixAvailable())
                && (falsePositive == null || !hasFlag(facts.scanner()) || falsePositive == facts.falsePositive());
    }

    static boolean hasFix(ScanType scanner) {
        return scanner == ScanType.DEPENDENCY_SCANNING || scanner == ScanType.CONTAINER_SCANNING;
    }

    static boolean hasFlag(ScanType scanner) {
        return scanner == ScanType.SAST || scanner == ScanType.SECRET_DETECTION;
    }

    /** The policies as people write them, laid down for one group. */
    static PolicySet policies(List<Criteria> all) {
        StringBuilder text = new StringBuilder("approval_policy:\n");
        for (int i = 0; i < all.size(); i++) {
            text.append("- name: Policy ").append(i).append("\n  enabled: true\n  rules:\n  - {type: scan_finding,");
            text.append(" branches: [main], vulnerability_states: [], ")
                    .append(all.get(i).yaml())
                    .append("}\n");
            text.append("  actions: [{type: require_approval, approvals_required: 1, role_approvers: [maintainer]}]\n");
        }
        PolicyDocument document = PolicyDocument.parse(text.toString(), "bench");
        if (!document.isValid()) {
            throw new IllegalStateException(document.problems().toString());
        }
        List<AppliedPolicy> applied = new ArrayList<>();
        for (Policy policy : document.policies()) {
            applied.add(new AppliedPolicy(Level.GROUP, "acme", policy.name(), 1, policy));
        }
        return PolicySet.of(applied);
    }

    private String yaml() {
        String attributes = (fixAvailable == null ? "" : "fix_available: " + fixAvailable)
                + (fixAvailable == null || falsePositive == null ? "" : ", ")
                + (falsePositive == null ? "" : "false_positive: " + falsePositive);
        return "scanners: [" + scanners.stream().map(ScanType::word).collect(Collectors.joining(", "))
                + "], severity_levels: ["
                + severities.stream().map(Severity::word).collect(Collectors.joining(", "))
                + "], vulnerabilities_allowed: " + allowed
                + (attributes.isEmpty() ? "" : ", vulnerability_attributes: {" + attributes + "}");
    }
}
