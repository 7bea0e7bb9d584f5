// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portcullis.policy.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Schema and parser accept the same files: one with everything in it, and that one with each value changed. */
class PolicySchemaTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PolicySchema.text(), InputFormat.JSON);

    /** Keys whose values a schema cannot check as the parser does, or that are free text. */
    private static final Set<String> FREE = Set.of("timezone", "until", "cadence");

    private static final List<Object> STRANGE =
            List.of("wrong", "", -1L, 0L, 101L, 99_999L, 0.5, true, List.of(), Map.of(), List.of("wrong"), List.of(7L));

    static final String EVERYTHING = """
            {"approval_policy": [
              {"name": "A", "description": "d", "enabled": true, "metadata": {"team": "x"},
               "policy_scope": {"match_mode": "any", "compliance_frameworks": [{"id": 1}],
                 "projects": {"including": [{"id": 1}], "excluding": [{"id": 2}, {"type": "personal"}]},
                 "groups": {"including": [{"id": 1}], "excluding": [{"id": 2}]}, "exposure": {"including": [{"id": 1}], "excluding": [{"id": 2}]},
                 "business_impact": {"including": [{"id": 1}], "excluding": [{"id": 2}]},
                 "application": {"including": [{"id": 1}], "excluding": [{"id": 2}]},
                 "business_unit": {"including": [{"id": 1}], "excluding": [{"id": 2}]}},
               "rules": [
                 {"type": "scan_finding", "branches": ["main"], "branch_exceptions": ["x", {"name": "y", "full_path": "a/b"}],
                  "scanners": ["sast", {"type": "dast", "vulnerabilities_allowed": 1, "severity_levels": ["low"],
                    "vulnerability_attributes": {"false_positive": true}}],
                  "vulnerabilities_allowed": 0, "severity_levels": ["critical"], "vulnerability_states": ["detected"],
                  "vulnerability_attributes": {"false_positive": false, "fix_available": true, "known_exploited": true,
                    "epss_score": {"operator": "less_than", "value": 0.5}, "enrichment_data_unavailable": {"action": "block"}},
                  "vulnerability_age": {"operator": "greater_than", "value": 3, "interval": "week"}},
                 {"type": "license_finding", "branch_type": "default", "license_states": ["detected"],
                  "license_types": ["MIT", "unknown"], "match_on_inclusion_license": true},
                 {"type": "license_finding", "branch_type": "default", "license_states": ["newly_detected"],
                  "licenses": {"denied": [{"name": "MIT", "packages": {"excluding": {"purls": ["pkg:gem/a"]}}}]}},
                 {"type": "license_finding", "branch_type": "default", "license_states": ["newly_detected"],
                  "licenses": {"allowed": [{"name": "MIT", "packages": {"excluding": {"purls": ["pkg:gem/a"]}}}]}},
                 {"type": "any_merge_request", "branch_type": "protected", "commits": "unsigned"}],
               "actions": [
                 {"type": "require_approval", "approvals_required": 1, "user_approvers": ["a"], "user_approvers_ids": [1],
                  "group_approvers": ["g"], "group_approvers_ids": [2], "role_approvers": ["owner", 5]},
                 {"type": "send_bot_message", "enabled": false}],
               "approval_settings": {"prevent_approval_by_author": true, "prevent_approval_by_commit_author": true,
                 "remove_approvals_with_new_commit": true, "require_password_to_approve": true,
                 "block_branch_modification": true, "prevent_pushing_and_force_pushing": true,
                 "block_group_branch_modification": {"enabled": true, "exceptions": [{"id": 1}]}},
               "fallback_behavior": {"fail": "open"},
               "policy_tuning": {"unblock_rules_using_execution_policies": true, "security_report_time_window": 5},
               "bypass_settings": {"branches": [{"source": {"name": "a"}, "target": {"pattern": "b*"}},
                   {"source": {"pattern": "a*"}, "target": {"name": "b"}}], "users": [{"id": 1}],
                 "access_tokens": [{"id": 1}], "service_accounts": [{"id": 1}], "groups": [{"id": 1}], "roles": ["owner"],
                 "custom_roles": [{"id": 1}]},
               "enforcement_type": "warn"}],
             "scan_execution_policy": [
              {"name": "S", "enabled": true,
               "rules": [
                 {"type": "pipeline", "branch_type": "target_default", "pipeline_sources": {"including": ["push"]}},
                 {"type": "schedule", "branches": ["main"], "branch_exceptions": [{"name": "y", "full_path": "a/b"}], "cadence": "0 2 * * *", "timezone": "UTC",
                  "time_window": {"distribution": "random", "value": 3600}},
                 {"type": "schedule", "agents": {"a": {"namespaces": ["n"]}}, "cadence": "0 2 * * *"}],
               "actions": [
                 {"scan": "dast", "site_profile": "s", "scanner_profile": "p", "variables": {"A": "1"}, "tags": ["t"]},
                 {"scan": "dependency_scanning", "template": "v2", "scan_settings": {"ignore_default_before_after_script": true}}],
               "skip_ci": {"allowed": false, "allowlist": {"users": [{"id": 1}]}}, "no_pipeline": {"allowed": false, "allowlist": {"users": [{"id": 1}]}}}],
             "pipeline_execution_policy": [
              {"name": "P", "enabled": true, "pipeline_config_strategy": "inject_policy", "suffix": "never",
               "content": {"include": [{"project": "a/b", "file": "c.yml", "ref": "main"}]},
               "variables_override": {"allowed": true, "exceptions": ["A"], "dotenv": "respect_policy"}}],
             "pipeline_execution_schedule_policy": [
              {"name": "Q", "enabled": true, "content": {"include": [{"project": "a/b", "file": "c.yaml"}]},
               "schedules": [
                 {"type": "weekly", "start_time": "09:30", "time_window": {"value": 600, "distribution": "random"},
                  "timezone": "UTC", "branches": ["main"], "days": ["Monday"],
                  "snooze": {"until": "2026-12-01T00:00:00Z", "reason": "r"}},
                 {"type": "monthly", "start_time": "09:30", "time_window": {"value": 600, "distribution": "random"},
                  "days_of_month": [31]}]}],
             "vulnerability_management_policy": [
              {"name": "V", "enabled": true, "rules": [{"type": "no_longer_detected", "scanners": ["sast"], "severity_levels": ["low"]}],
               "actions": [{"type": "auto_resolve"}]},
              {"name": "W", "enabled": true, "rules": [{"type": "detected", "criteria": [{"type": "directory", "value": "t/**"}]}],
               "actions": [{"type": "auto_dismiss", "dismissal_reason": "used_in_tests"}]}],
             "experiments": {"annotate_ids": {"enabled": true, "configuration": {}}}}
            """;

    @Test
    void bothAcceptAFileWithEverything() {
        Object everything = CanonicalJson.read(EVERYTHING.getBytes(StandardCharsets.UTF_8));
        assertThat(problems(everything)).isEmpty();
        assertThat(SCHEMA.validate(EVERYTHING, InputFormat.JSON)).isEmpty();
    }

    @Test
    void theyAgreeOnEveryChangeOfIt() {
        Object everything = CanonicalJson.read(EVERYTHING.getBytes(StandardCharsets.UTF_8));
        List<Object> changed = new ArrayList<>();
        change(everything, changed);
        assertThat(changed).hasSizeGreaterThan(2000);
        List<String> differences = new ArrayList<>();
        int refused = 0;
        for (Object one : changed) {
            String text = new String(CanonicalJson.write(one), StandardCharsets.UTF_8);
            List<Problem> problems = problems(one);
            List<Error> errors = SCHEMA.validate(text, InputFormat.JSON);
            refused += errors.isEmpty() ? 0 : 1;
            if (errors.isEmpty() != problems.isEmpty()) {
                differences.add(
                        errors.isEmpty()
                                ? "the parser alone refuses: " + problems
                                : "the schema alone refuses: "
                                        + errors.stream()
                                                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                                                .toList());
            }
        }
        assertThat(differences).as(differences.size() + " differences").isEmpty();
        assertThat(refused).isGreaterThan(1000);
    }

    private static List<Problem> problems(Object tree) {
        return PolicyDocument.parse(CanonicalJson.write(tree), "policy.yml").problems().stream()
                .filter(problem -> problem.level() != Problem.Level.NOTE)
                .toList();
    }

    /** Adds a copy of the tree for each change: a key left out or emptied, a key added, a value replaced, an element left out. */
    private interface Put {
        Object into(Object value);
    }

    private static void change(Object root, List<Object> changed) {
        change(root, value -> value, changed, "");
    }

    private static void change(Object value, Put put, List<Object> changed, String key) {
        if (FREE.contains(key)) {
            return;
        }
        if (!key.isEmpty()) {
            STRANGE.forEach(strange -> changed.add(put.into(strange)));
        }
        switch (value) {
            case Map<?, ?> map -> {
                changed.add(put.into(with(map, "unheard_of", 1L)));
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    String name = (String) entry.getKey();
                    changed.add(put.into(without(map, name)));
                    changed.add(put.into(with(map, name, null)));
                    change(entry.getValue(), inner -> put.into(with(map, name, inner)), changed, name);
                }
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    int index = i;
                    List<Object> less = new ArrayList<>(list);
                    less.remove(index);
                    changed.add(put.into(less));
                    List<Object> twice = new ArrayList<>(list);
                    twice.add(list.get(index));
                    changed.add(put.into(twice));
                    change(
                            list.get(i),
                            inner -> {
                                List<Object> copy = new ArrayList<>(list);
                                copy.set(index, inner);
                                return put.into(copy);
                            },
                            changed,
                            "[]");
                }
            }
            default -> {}
        }
    }

    private static Map<String, Object> with(Map<?, ?> map, String key, @Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, old) -> copy.put((String) name, old));
        copy.put(key, value);
        return copy;
    }

    private static Map<String, Object> without(Map<?, ?> map, String key) {
        Map<String, Object> copy = with(map, key, "");
        copy.remove(key);
        return copy;
    }
}
