// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.ApprovalSettings;
import dev.portcullis.policy.model.BypassSettings;
import dev.portcullis.policy.model.Enforcement;
import dev.portcullis.policy.model.Fallback;
import dev.portcullis.policy.model.FindingAttributes;
import dev.portcullis.policy.model.FindingCriteria;
import dev.portcullis.policy.model.LicenseList;
import dev.portcullis.policy.model.RequireApproval;
import dev.portcullis.policy.model.ScannerRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is particular to an approval policy, as keys and values. */
final class ApprovalTree {
    private ApprovalTree() {}

    static void put(Map<String, Object> tree, ApprovalPolicy policy) {
        if (policy.enforcement() == Enforcement.WARN) {
            tree.put("enforcement_type", policy.enforcement().word());
        }
        tree.put("rules", policy.rules().stream().map(ApprovalTree::rule).toList());
        List<Object> actions = new ArrayList<>();
        policy.actions().forEach(action -> actions.add(action(action)));
        if (!policy.sendBotMessage()) {
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("type", "send_bot_message");
            message.put("enabled", false);
            actions.add(message);
        }
        Map<String, Object> settings = settings(policy.settings());
        if (!actions.isEmpty() || settings.isEmpty()) {
            tree.put("actions", actions);
        }
        if (!settings.isEmpty()) {
            tree.put("approval_settings", settings);
        }
        if (policy.fallback() == Fallback.OPEN) {
            tree.put("fallback_behavior", Map.of("fail", policy.fallback().word()));
        }
        Map<String, Object> tuning = new LinkedHashMap<>();
        Trees.putFlag(
                tuning,
                "unblock_rules_using_execution_policies",
                policy.tuning().unblockByExecutionPolicies());
        Trees.put(tuning, "security_report_time_window", policy.tuning().reportTimeWindowMinutes());
        if (!tuning.isEmpty()) {
            tree.put("policy_tuning", tuning);
        }
        Map<String, Object> bypass = bypass(policy.bypass());
        if (!bypass.isEmpty()) {
            tree.put("bypass_settings", bypass);
        }
    }

    private static Map<String, Object> rule(ApprovalRule rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        switch (rule) {
            case ApprovalRule.ScanFinding scan -> {
                tree.put("type", "scan_finding");
                BranchTree.put(tree, scan.branches());
                List<Object> scanners = new ArrayList<>(Trees.words(scan.scanners()));
                scan.scannerRules().forEach(alone -> scanners.add(scanner(alone)));
                tree.put("scanners", scanners);
                criteria(tree, scan.criteria());
                tree.put("vulnerability_states", Trees.words(scan.states()));
                if (scan.age() != null) {
                    Map<String, Object> age = new LinkedHashMap<>();
                    age.put("operator", scan.age().operator().word());
                    age.put("value", scan.age().value());
                    age.put("interval", scan.age().interval().word());
                    tree.put("vulnerability_age", age);
                }
            }
            case ApprovalRule.LicenseFinding license -> {
                tree.put("type", "license_finding");
                BranchTree.put(tree, license.branches());
                tree.put("license_states", Trees.words(license.states()));
                licenses(tree, license.licenses());
            }
            case ApprovalRule.AnyMergeRequest any -> {
                tree.put("type", "any_merge_request");
                BranchTree.put(tree, any.branches());
                tree.put("commits", any.commits().word());
            }
        }
        return tree;
    }

    private static Map<String, Object> scanner(ScannerRule alone) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", alone.type().word());
        criteria(tree, alone.criteria());
        tree.putIfAbsent("vulnerability_attributes", Map.of());
        return tree;
    }

    private static void criteria(Map<String, Object> tree, FindingCriteria criteria) {
        tree.put("vulnerabilities_allowed", criteria.allowed());
        tree.put("severity_levels", Trees.words(criteria.severities()));
        Map<String, Object> attributes = attributes(criteria.attributes());
        if (!attributes.isEmpty()) {
            tree.put("vulnerability_attributes", attributes);
        }
    }

    private static Map<String, Object> attributes(FindingAttributes attributes) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Trees.put(tree, "false_positive", attributes.falsePositive());
        Trees.put(tree, "fix_available", attributes.fixAvailable());
        Trees.put(tree, "known_exploited", attributes.knownExploited());
        if (attributes.epss() != null) {
            Map<String, Object> epss = new LinkedHashMap<>();
            epss.put("operator", attributes.epss().operator().word());
            epss.put("value", attributes.epss().value());
            tree.put("epss_score", epss);
        }
        if (attributes.enrichmentUnavailable() != null) {
            tree.put(
                    "enrichment_data_unavailable",
                    Map.of("action", attributes.enrichmentUnavailable().word()));
        }
        return tree;
    }

    private static void licenses(Map<String, Object> tree, LicenseList list) {
        switch (list) {
            case LicenseList.Types types -> {
                tree.put("match_on_inclusion_license", types.denies());
                tree.put("license_types", types.names());
            }
            case LicenseList.Packages packages ->
                tree.put(
                        "licenses",
                        Map.of(
                                packages.denies() ? "denied" : "allowed",
                                packages.entries().stream()
                                        .map(ApprovalTree::license)
                                        .toList()));
        }
    }

    private static Map<String, Object> license(LicenseList.LicenseEntry entry) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", entry.name());
        if (!entry.excludedPurls().isEmpty()) {
            tree.put("packages", Map.of("excluding", Map.of("purls", entry.excludedPurls())));
        }
        return tree;
    }

    private static Map<String, Object> action(RequireApproval action) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", "require_approval");
        tree.put("approvals_required", action.required());
        List<Object> roles = new ArrayList<>(Trees.words(action.roles()));
        action.customRoles().stream().sorted().forEach(roles::add);
        Trees.putList(tree, "user_approvers", action.users().stream().sorted().toList());
        Trees.putList(
                tree, "user_approvers_ids", action.userIds().stream().sorted().toList());
        Trees.putList(tree, "group_approvers", action.groups().stream().sorted().toList());
        Trees.putList(
                tree, "group_approvers_ids", action.groupIds().stream().sorted().toList());
        Trees.putList(tree, "role_approvers", roles);
        if (tree.size() == 2) {
            tree.put("user_approvers", List.of());
        }
        return tree;
    }

    private static Map<String, Object> settings(ApprovalSettings settings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Trees.putFlag(tree, "prevent_approval_by_author", settings.preventApprovalByAuthor());
        Trees.putFlag(tree, "prevent_approval_by_commit_author", settings.preventApprovalByCommitAuthor());
        Trees.putFlag(tree, "remove_approvals_with_new_commit", settings.removeApprovalsWithNewCommit());
        Trees.putFlag(tree, "require_password_to_approve", settings.requirePasswordToApprove());
        Trees.putFlag(tree, "block_branch_modification", settings.blockBranchModification());
        ApprovalSettings.GroupBranchModification groups = settings.blockGroupBranchModification();
        if (groups != null) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("enabled", groups.enabled());
            Trees.putIds(object, "exceptions", groups.exceptions());
            tree.put("block_group_branch_modification", object);
        }
        Trees.putFlag(tree, "prevent_pushing_and_force_pushing", settings.preventPushingAndForcePushing());
        return tree;
    }

    private static Map<String, Object> bypass(BypassSettings settings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        List<Object> branches = new ArrayList<>();
        for (BypassSettings.BranchPair pair : settings.branches()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("source", match(pair.source()));
            object.put("target", match(pair.target()));
            branches.add(object);
        }
        Trees.putList(tree, "branches", branches);
        Trees.putIds(tree, "access_tokens", settings.accessTokens());
        Trees.putIds(tree, "service_accounts", settings.serviceAccounts());
        Trees.putIds(tree, "users", settings.users());
        Trees.putIds(tree, "groups", settings.groups());
        Trees.putList(tree, "roles", Trees.words(settings.roles()));
        Trees.putIds(tree, "custom_roles", settings.customRoles());
        return tree;
    }

    private static Map<String, Object> match(BypassSettings.BranchMatch match) {
        return Map.of(match.pattern() ? "pattern" : "name", match.text());
    }
}
