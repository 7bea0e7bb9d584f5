// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.lint;

import dev.portcullis.policy.license.LicenseExpression;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.FindingAttributes;
import dev.portcullis.policy.model.LicenseList;
import dev.portcullis.policy.model.RequireApproval;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.VulnerabilityState;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds in approval policies what cannot work or says the opposite of what it seems to mean. */
final class ApprovalLint {
    private static final Pattern SOUNDS_DENYING = Pattern.compile(
            "\\b(den(y|ied|ies)|block|forbid|forbidden|ban|banned|prohibit|disallow|refuse|reject|no)\\b");
    private static final Pattern SOUNDS_ALLOWING =
            Pattern.compile("\\b(allow(ed|s|list)?|permit(s|ted)?|accept(s|ed|able)?|approved)\\b");
    private static final Pattern COPYLEFT = Pattern.compile("(?i)^(a|l)?gpl-.*|^(eupl|cpal|osl|sspl|rpl)-.*");

    private ApprovalLint() {}

    static void check(ApprovalPolicy policy, List<String> protectedBranches, Findings findings) {
        if (policy.rules().isEmpty()) {
            findings.key("rules").note("no-rule", "the policy has no rule, so that it is never violated", "add a rule");
        }
        for (int i = 0; i < policy.rules().size(); i++) {
            ApprovalRule rule = policy.rules().get(i);
            String where = "rule " + (i + 1);
            Findings place = findings.key("rules").item(i);
            BranchLint.dead(where, rule.branches(), protectedBranches, true, place);
            BranchLint.unprotected(where, rule.branches(), protectedBranches, place);
            if (rule instanceof ApprovalRule.ScanFinding scan) {
                scan(where, scan, place);
            } else if (rule instanceof ApprovalRule.LicenseFinding license) {
                license(policy, where, license, place);
            }
        }
        for (int i = 0; i < policy.actions().size(); i++) {
            action(policy.actions().get(i), findings.key("actions").item(i));
        }
    }

    private static void scan(String where, ApprovalRule.ScanFinding rule, Findings findings) {
        if (rule.criteria().severities().isEmpty()) {
            findings.key("severity_levels")
                    .note("all-severities", where + " lists no severity, which means all of them", null);
        }
        if (rule.states().isEmpty()) {
            findings.key("vulnerability_states")
                    .note("new-states", where + " lists no state, which means all new findings", null);
        }
        if (rule.age() != null && VulnerabilityState.NEW.containsAll(rule.states())) {
            findings.key("vulnerability_age")
                    .warn(
                            "age-without-effect",
                            where + " asks for an age, but only for new findings, which have none",
                            "add a state such as detected, or leave vulnerability_age out");
        }
        attributes(where, rule, findings);
    }

    private static void attributes(String where, ApprovalRule.ScanFinding rule, Findings findings) {
        FindingAttributes attributes = rule.criteria().attributes();
        if (rule.scanners().isEmpty()) {
            return;
        }
        if (attributes.fixAvailable() != null
                && Collections.disjoint(
                        rule.scanners(), EnumSet.of(ScanType.DEPENDENCY_SCANNING, ScanType.CONTAINER_SCANNING))) {
            findings.key("vulnerability_attributes")
                    .key("fix_available")
                    .note(
                            "attribute-without-effect",
                            where + " filters by fix_available, which its scanners do not say",
                            "it means something for dependency_scanning and container_scanning");
        }
        if (attributes.falsePositive() != null
                && Collections.disjoint(rule.scanners(), EnumSet.of(ScanType.SAST, ScanType.SECRET_DETECTION))) {
            findings.key("vulnerability_attributes")
                    .key("false_positive")
                    .note(
                            "attribute-without-effect",
                            where + " filters by false_positive, which its scanners do not say",
                            "it means something for sast and secret_detection");
        }
    }

    private static void license(
            ApprovalPolicy policy, String where, ApprovalRule.LicenseFinding rule, Findings findings) {
        List<String> listed =
                switch (rule.licenses()) {
                    case LicenseList.Types named -> named.names();
                    case LicenseList.Packages packages ->
                        packages.entries().stream()
                                .map(LicenseList.LicenseEntry::name)
                                .toList();
                };
        Findings list = rule.licenses() instanceof LicenseList.Types
                ? findings.key("license_types")
                : findings.key("licenses").key(rule.licenses().denies() ? "denied" : "allowed");
        for (int i = 0; i < listed.size(); i++) {
            if (!LicenseExpression.isKnown(listed.get(i))) {
                list.item(i)
                        .note(
                                "unlisted-license",
                                where + " lists '" + listed.get(i) + "', which SPDX does not know",
                                "it means components that state exactly this; if it is a slip, mend it");
            }
        }
        if (!(rule.licenses() instanceof LicenseList.Types types)) {
            return;
        }
        String name = policy.name().toLowerCase(Locale.ROOT);
        boolean deniesByName = SOUNDS_DENYING.matcher(name).find();
        if (types.denies()) {
            if (!deniesByName && SOUNDS_ALLOWING.matcher(name).find()) {
                findings.key("match_on_inclusion_license")
                        .warn(
                                "inverted-licenses",
                                where + " denies the licences it lists, for match_on_inclusion_license is true",
                                "did you mean to allow only them? Then write match_on_inclusion_license: false");
            }
            return;
        }
        boolean copyleft = types.names().stream()
                .map(type -> LicenseExpression.parse(type).toString())
                .allMatch(id -> COPYLEFT.matcher(id).matches());
        if (copyleft || deniesByName) {
            findings.key("match_on_inclusion_license")
                    .warn(
                            "inverted-licenses",
                            where + " allows only the licences it lists, for match_on_inclusion_license is false",
                            "did you mean to deny them? Then write match_on_inclusion_license: true");
        }
    }

    private static void action(RequireApproval action, Findings findings) {
        boolean onlyUsers = action.groups().isEmpty()
                && action.groupIds().isEmpty()
                && action.roles().isEmpty()
                && action.customRoles().isEmpty();
        int named = action.users().size() + action.userIds().size();
        if (action.required() == 0) {
            findings.key("approvals_required")
                    .note("no-approval", "an action requires 0 approvals, so that it blocks nothing", null);
        } else if (onlyUsers && named < action.required()) {
            findings.key("approvals_required")
                    .warn(
                            "too-few-approvers",
                            "an action requires " + action.required() + " approvals and names " + named + " approvers",
                            "name more approvers, or require fewer approvals");
        }
    }
}
