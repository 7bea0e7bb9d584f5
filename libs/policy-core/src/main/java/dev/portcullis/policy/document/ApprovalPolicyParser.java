// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.ApprovalSettings;
import dev.portcullis.policy.model.ApprovalSettings.GroupBranchModification;
import dev.portcullis.policy.model.Enforcement;
import dev.portcullis.policy.model.Fallback;
import dev.portcullis.policy.model.PolicyHeader;
import dev.portcullis.policy.model.PolicyTuning;
import dev.portcullis.policy.model.RequireApproval;
import dev.portcullis.policy.model.Role;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an approval policy. */
final class ApprovalPolicyParser {
    private static final int MAX_WINDOW = 10_080;
    private static final Set<String> RESERVED = Set.of("License-Check", "Coverage-Check");

    private static final String[] APPROVERS = {
        "user_approvers", "user_approvers_ids", "group_approvers", "group_approvers_ids", "role_approvers"
    };

    private final Fields fields;
    private final Reading reading;
    private boolean sendBotMessage = true;

    ApprovalPolicyParser(Fields fields) {
        this.fields = fields;
        this.reading = fields.reading();
    }

    ApprovalPolicy parse() {
        PolicyHeader header = HeaderParser.read(fields);
        YamlNode name = fields.get("name");
        if (name != null && RESERVED.contains(header.name())) {
            reading.error("bad-name", name.start(), fields.path("name"), "GitLab reserves this name", "choose another");
        }
        fields.require("rules");
        List<ApprovalRule> rules = fields.list("rules", (node, at) -> new ApprovalRuleParser(fields, node, at).parse());
        List<RequireApproval> actions = new ArrayList<>();
        fields.list("actions", (node, at) -> action(node, at, actions));
        ApprovalSettings settings = settings(fields.object("approval_settings"));
        if (!fields.names("actions", "approval_settings")) {
            fields.missing(
                    "the policy asks for nothing",
                    "add 'actions' with require_approval, or 'approval_settings'",
                    "actions",
                    "approval_settings");
        }
        ApprovalPolicy policy = new ApprovalPolicy(
                header,
                rules,
                actions,
                sendBotMessage,
                settings,
                fallback(fields.object("fallback_behavior")),
                tuning(fields.object("policy_tuning")),
                BypassParser.read(fields.object("bypass_settings")),
                fields.word("enforcement_type", Enforcement.class, Enforcement.ENFORCE));
        fields.close();
        return policy;
    }

    private @Nullable Void action(YamlNode node, String at, List<RequireApproval> actions) {
        Fields action = fields.object(node, at);
        if (action == null) {
            return null;
        }
        String type = action.requireText("type");
        switch (type) {
            case "require_approval" -> actions.add(requireApproval(action));
            case "send_bot_message" -> {
                YamlNode enabled = action.require("enabled");
                Boolean on = enabled == null ? null : reading.bool(enabled, action.path("enabled"));
                sendBotMessage = on == null || on;
            }
            case "" -> {
                return null;
            }
            default -> {
                action.unknownWord(
                        "type", "is no action of an approval policy", List.of("require_approval", "send_bot_message"));
                return null;
            }
        }
        action.close();
        return null;
    }

    private RequireApproval requireApproval(Fields action) {
        YamlNode count = action.require("approvals_required");
        Integer required = count == null ? null : reading.integer(count, action.path("approvals_required"), 0, 100);
        Set<Role> roles = new LinkedHashSet<>();
        Set<Long> customRoles = new LinkedHashSet<>();
        action.list("role_approvers", (node, at) -> role(node, at, roles, customRoles));
        RequireApproval read = new RequireApproval(
                required == null ? 0 : required,
                action.set("user_approvers", reading::text),
                action.set("user_approvers_ids", reading::id),
                action.set("group_approvers", reading::text),
                action.set("group_approvers_ids", reading::id),
                roles,
                customRoles);
        if (!action.names(APPROVERS)) {
            action.missing(
                    "the action does not say who can approve",
                    "add user_approvers, group_approvers or role_approvers",
                    APPROVERS);
        }
        return read;
    }

    private @Nullable Void role(YamlNode node, String at, Set<Role> roles, Set<Long> customRoles) {
        if (node instanceof YamlNode.Scalar scalar
                && scalar.plain()
                && scalar.text().matches("[0-9]+")) {
            Long id = reading.id(node, at);
            if (id != null) {
                customRoles.add(id);
            }
            return null;
        }
        Role role = reading.word(node, at, Role.class);
        if (role != null) {
            roles.add(role);
        }
        return null;
    }

    private ApprovalSettings settings(@Nullable Fields object) {
        if (object == null) {
            return ApprovalSettings.NONE;
        }
        YamlNode block = object.get("block_branch_modification", "block_unprotecting_branches");
        Boolean blocks = block == null ? null : reading.bool(block, object.path("block_branch_modification"));
        ApprovalSettings settings = new ApprovalSettings(
                object.bool("prevent_approval_by_author", false),
                object.bool("prevent_approval_by_commit_author", false),
                object.bool("remove_approvals_with_new_commit", false),
                object.bool("require_password_to_approve", false),
                Boolean.TRUE.equals(blocks),
                groups(object),
                object.bool("prevent_pushing_and_force_pushing", false));
        object.close();
        return settings;
    }

    private @Nullable GroupBranchModification groups(Fields object) {
        YamlNode node = object.get("block_group_branch_modification");
        if (node == null) {
            return null;
        }
        if (node instanceof YamlNode.Scalar) {
            Boolean on = reading.bool(node, object.path("block_group_branch_modification"));
            return on == null ? null : new GroupBranchModification(on, List.of());
        }
        Fields group = object.object("block_group_branch_modification");
        if (group == null) {
            return null;
        }
        group.require("enabled");
        GroupBranchModification read = new GroupBranchModification(
                group.bool("enabled", false),
                group.ids("exceptions").stream().sorted().toList());
        group.close();
        return read;
    }

    private static Fallback fallback(@Nullable Fields object) {
        if (object == null) {
            return Fallback.CLOSED;
        }
        Fallback fallback = object.word("fail", Fallback.class, Fallback.CLOSED);
        object.close();
        return fallback;
    }

    private PolicyTuning tuning(@Nullable Fields object) {
        if (object == null) {
            return PolicyTuning.NONE;
        }
        YamlNode window = object.get("security_report_time_window");
        PolicyTuning tuning = new PolicyTuning(
                object.bool("unblock_rules_using_execution_policies", false),
                window == null
                        ? null
                        : reading.integer(window, object.path("security_report_time_window"), 1, MAX_WINDOW));
        object.close();
        return tuning;
    }
}
