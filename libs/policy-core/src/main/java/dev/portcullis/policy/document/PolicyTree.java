// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.CiInclude;
import dev.portcullis.policy.model.PipelineExecutionPolicy;
import dev.portcullis.policy.model.PipelineSchedulePolicy;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.PolicyHeader;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.model.SkipPermission;
import dev.portcullis.policy.model.VariablesOverride;
import dev.portcullis.policy.model.VulnerabilityManagementPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy as keys and values of the policy language: maps, lists, text, numbers and flags. Defaults are left out and
 * sets are sorted, so that equal policies have equal trees.
 */
public final class PolicyTree {
    private PolicyTree() {}

    /** The keys and values of one policy, in the order in which they are printed. */
    public static Map<String, Object> of(Policy policy) {
        Map<String, Object> tree = new LinkedHashMap<>();
        header(tree, policy.header());
        switch (policy) {
            case ApprovalPolicy approval -> ApprovalTree.put(tree, approval);
            case ScanExecutionPolicy scan -> {
                tree.put("rules", scan.rules().stream().map(ScanTree::rule).toList());
                tree.put(
                        "actions", scan.actions().stream().map(ScanTree::action).toList());
                skip(tree, "skip_ci", scan.skipCi());
                skip(tree, "no_pipeline", scan.noPipeline());
            }
            case PipelineExecutionPolicy pipeline -> pipeline(tree, pipeline);
            case PipelineSchedulePolicy schedule -> {
                tree.put("content", content(schedule.content()));
                tree.put(
                        "schedules",
                        schedule.schedules().stream().map(ScanTree::schedule).toList());
            }
            case VulnerabilityManagementPolicy vulnerability -> {
                tree.put(
                        "rules",
                        vulnerability.rules().stream().map(ScanTree::rule).toList());
                tree.put("actions", List.of(ScanTree.action(vulnerability.action())));
            }
        }
        scope(tree, policy.header());
        return tree;
    }

    private static void header(Map<String, Object> tree, PolicyHeader header) {
        tree.put("name", header.name());
        Trees.put(tree, "description", header.description());
        tree.put("enabled", header.enabled());
        if (!header.metadata().isEmpty()) {
            tree.put("metadata", new TreeMap<>(header.metadata()));
        }
    }

    private static void scope(Map<String, Object> tree, PolicyHeader header) {
        Map<String, Object> scope = ScopeTree.of(header.scope());
        if (!scope.isEmpty()) {
            tree.put("policy_scope", scope);
        }
    }

    private static void pipeline(Map<String, Object> tree, PipelineExecutionPolicy policy) {
        tree.put("pipeline_config_strategy", policy.strategy().word());
        tree.put("content", content(policy.content()));
        tree.put("suffix", policy.suffix().word());
        skip(tree, "skip_ci", policy.skipCi());
        skip(tree, "no_pipeline", policy.noPipeline());
        VariablesOverride override = policy.variablesOverride();
        if (override != null) {
            Map<String, Object> variables = new LinkedHashMap<>();
            variables.put("allowed", override.allowed());
            Trees.putList(variables, "exceptions", override.exceptions());
            Trees.put(
                    variables,
                    "dotenv",
                    override.dotenv() == null ? null : override.dotenv().word());
            tree.put("variables_override", variables);
        }
    }

    private static Map<String, Object> content(CiInclude include) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("project", include.project());
        file.put("file", include.file());
        Trees.put(file, "ref", include.ref());
        return Map.of("include", List.of(file));
    }

    private static void skip(Map<String, Object> tree, String key, @Nullable SkipPermission permission) {
        if (permission != null) {
            Map<String, Object> skip = new LinkedHashMap<>();
            skip.put("allowed", permission.allowed());
            if (!permission.users().isEmpty()) {
                skip.put("allowlist", Map.of("users", Trees.ids(permission.users())));
            }
            tree.put(key, skip);
        }
    }
}
