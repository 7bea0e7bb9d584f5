// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.document.Problem.Edit;
import dev.portcullis.policy.model.AgeInterval;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.BranchType;
import dev.portcullis.policy.model.CommitKind;
import dev.portcullis.policy.model.FindingCriteria;
import dev.portcullis.policy.model.LicenseList;
import dev.portcullis.policy.model.LicenseState;
import dev.portcullis.policy.model.Operator;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.ScannerRule;
import dev.portcullis.policy.model.VulnerabilityAge;
import dev.portcullis.policy.model.VulnerabilityState;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one rule of an approval policy. */
final class ApprovalRuleParser {
    private static final List<String> TYPES = List.of("scan_finding", "license_finding", "any_merge_request");
    private static final Set<BranchType> BRANCH_TYPES = EnumSet.of(BranchType.DEFAULT, BranchType.PROTECTED);

    /** The scan types that a rule can name. */
    static final Set<ScanType> SCANNERS = EnumSet.complementOf(EnumSet.of(ScanType.CLUSTER_IMAGE_SCANNING));

    private final Fields policy;
    private final YamlNode node;
    private final String at;
    private final Reading reading;

    ApprovalRuleParser(Fields policy, YamlNode node, String at) {
        this.policy = policy;
        this.node = node;
        this.at = at;
        this.reading = policy.reading();
    }

    @Nullable
    ApprovalRule parse() {
        Fields fields = policy.object(node, at);
        if (fields == null) {
            return null;
        }
        String type = fields.requireText("type");
        ApprovalRule rule =
                switch (type) {
                    case "scan_finding" -> scanFinding(fields);
                    case "license_finding" -> licenseFinding(fields);
                    case "any_merge_request" ->
                        new ApprovalRule.AnyMergeRequest(
                                BranchParser.read(fields, BRANCH_TYPES),
                                fields.requireWord("commits", CommitKind.class, CommitKind.ANY));
                    default -> null;
                };
        if (rule != null) {
            fields.close();
        } else if (!type.isEmpty()) {
            fields.unknownWord("type", "is no rule of an approval policy", TYPES);
        }
        return rule;
    }

    private ApprovalRule scanFinding(Fields fields) {
        BranchSelector branches = BranchParser.read(fields, BRANCH_TYPES);
        fields.require("scanners");
        fields.require("vulnerabilities_allowed");
        fields.require("severity_levels");
        fields.require("vulnerability_states");
        FindingCriteria criteria = CriteriaParser.read(fields, CriteriaParser.NONE);
        Set<ScanType> scanners = EnumSet.noneOf(ScanType.class);
        List<ScannerRule> alone = new ArrayList<>();
        fields.list("scanners", (element, path) -> {
            scanner(fields, element, path, criteria, scanners, alone);
            return null;
        });
        return new ApprovalRule.ScanFinding(
                branches, scanners, alone, criteria, states(fields), age(fields.object("vulnerability_age")));
    }

    private void scanner(
            Fields fields,
            YamlNode element,
            String path,
            FindingCriteria criteria,
            Set<ScanType> scanners,
            List<ScannerRule> alone) {
        if (!(element instanceof YamlNode.Mapping)) {
            ScanType type = reading.word(element, path, ScanType.class, SCANNERS);
            if (type != null) {
                scanners.add(type);
            }
            return;
        }
        Fields item = fields.object(element, path);
        YamlNode word = item == null ? null : item.require("type");
        if (item != null && word != null) {
            ScanType type = reading.word(word, item.path("type"), ScanType.class, SCANNERS);
            FindingCriteria own = CriteriaParser.read(item, criteria);
            item.close();
            if (type != null) {
                alone.add(new ScannerRule(type, own));
            }
        }
    }

    private Set<VulnerabilityState> states(Fields fields) {
        Set<VulnerabilityState> states = new LinkedHashSet<>();
        fields.list("vulnerability_states", (element, path) -> {
            if (element instanceof YamlNode.Scalar scalar && scalar.text().equals("newly_detected")) {
                reading.warn(
                        "renamed-value",
                        element.start(),
                        path,
                        "GitLab no longer knows 'newly_detected'",
                        "write new_needs_triage and new_dismissed",
                        List.of(newStates(fields.get("vulnerability_states"), element)));
                states.add(VulnerabilityState.NEW_NEEDS_TRIAGE);
                states.add(VulnerabilityState.NEW_DISMISSED);
                return null;
            }
            VulnerabilityState state = reading.word(element, path, VulnerabilityState.class);
            if (state != null) {
                states.add(state);
            }
            return null;
        });
        return states;
    }

    /** In a flow list the words follow each other; in a block list each has its own line. */
    private static Edit newStates(@Nullable YamlNode list, YamlNode element) {
        String separator = list instanceof YamlNode.Sequence sequence && !sequence.flow()
                ? "\n" + " ".repeat(list.start().column() - 1) + "- "
                : ", ";
        return Edits.replace(element, "new_needs_triage" + separator + "new_dismissed");
    }

    private @Nullable VulnerabilityAge age(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        Operator operator = fields.requireWord("operator", Operator.class, Operator.GREATER_THAN);
        YamlNode value = fields.require("value");
        Integer count = value == null ? null : reading.integer(value, fields.path("value"), 0, 100_000);
        AgeInterval interval = fields.requireWord("interval", AgeInterval.class, AgeInterval.DAY);
        fields.close();
        return new VulnerabilityAge(operator, count == null ? 0 : count, interval);
    }

    private ApprovalRule licenseFinding(Fields fields) {
        BranchSelector branches = BranchParser.read(fields, BRANCH_TYPES);
        YamlNode states = fields.require("license_states");
        if (states instanceof YamlNode.Sequence list && list.elements().isEmpty()) {
            reading.error(
                    "empty-list",
                    states.start(),
                    fields.path("license_states"),
                    "'license_states' is empty",
                    "list newly_detected, detected or both");
        }
        Set<LicenseState> read =
                fields.set("license_states", (element, path) -> reading.word(element, path, LicenseState.class));
        LicenseList licenses = new LicenseParser(fields).read();
        return new ApprovalRule.LicenseFinding(branches, read, licenses);
    }
}
