// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.PolicyType;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows which parser reads which type of policy. */
final class PolicyTypes {
    private static final Set<String> APPROVAL_RULES = Set.of("scan_finding", "license_finding", "any_merge_request");
    private static final Set<String> SCAN_RULES = Set.of("pipeline", "schedule");
    private static final Set<String> VULNERABILITY_RULES = Set.of("no_longer_detected", "detected");

    private PolicyTypes() {}

    static Policy read(PolicyType type, Fields fields) {
        return switch (type) {
            case APPROVAL_POLICY -> new ApprovalPolicyParser(fields).parse();
            case SCAN_EXECUTION_POLICY -> new ScanPolicyParser(fields).parse();
            case PIPELINE_EXECUTION_POLICY -> new PipelinePolicyParser(fields).parse();
            case PIPELINE_EXECUTION_SCHEDULE_POLICY -> new SchedulePolicyParser(fields).parse();
            case VULNERABILITY_MANAGEMENT_POLICY -> new VulnerabilityPolicyParser(fields).parse();
        };
    }

    /** The type of a policy that stands without its list's key, as far as its keys show it. */
    static @Nullable PolicyType guess(YamlNode.Mapping policy) {
        if (policy.get("schedules") != null) {
            return PolicyType.PIPELINE_EXECUTION_SCHEDULE_POLICY;
        }
        if (policy.get("content") != null) {
            return PolicyType.PIPELINE_EXECUTION_POLICY;
        }
        if (policy.get("rules") instanceof YamlNode.Sequence rules
                && !rules.elements().isEmpty()
                && rules.elements().getFirst() instanceof YamlNode.Mapping rule
                && rule.get("type") instanceof YamlNode.Scalar type) {
            if (APPROVAL_RULES.contains(type.text())) {
                return PolicyType.APPROVAL_POLICY;
            }
            if (SCAN_RULES.contains(type.text())) {
                return PolicyType.SCAN_EXECUTION_POLICY;
            }
            if (VULNERABILITY_RULES.contains(type.text())) {
                return PolicyType.VULNERABILITY_MANAGEMENT_POLICY;
            }
        }
        return null;
    }
}
