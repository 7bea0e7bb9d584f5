// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Random policy files in which every key of the language occurs, over the small world of {@link Samples}. */
final class SamplePolicies {
    private static final List<String> SEVERITIES = List.of("info", "unknown", "low", "medium", "high", "critical");
    private static final List<String> SCANNERS = List.of(
            "sast",
            "secret_detection",
            "dependency_scanning",
            "container_scanning",
            "dast",
            "coverage_fuzzing",
            "api_fuzzing");
    private static final List<String> STATES =
            List.of("new_needs_triage", "new_dismissed", "detected", "confirmed", "dismissed", "resolved");
    private static final List<String> CATEGORIES =
            List.of("business_impact", "application", "business_unit", "exposure");
    private static final List<String> SETTINGS = List.of(
            "prevent_approval_by_author",
            "prevent_approval_by_commit_author",
            "remove_approvals_with_new_commit",
            "require_password_to_approve",
            "block_branch_modification",
            "prevent_pushing_and_force_pushing");

    private final Random random;

    SamplePolicies(Random random) {
        this.random = random;
    }

    /** One to three approval policies, and sometimes policies of the other types; the names differ. */
    String text() {
        StringBuilder text = new StringBuilder("approval_policy:\n");
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            text.append("- ").append(approvalPolicy(i)).append('\n');
        }
        other(text, "scan_execution_policy", this::scanExecutionPolicy);
        other(text, "pipeline_execution_policy", this::pipelineExecutionPolicy);
        other(text, "pipeline_execution_schedule_policy", this::schedulePolicy);
        other(text, "vulnerability_management_policy", this::vulnerabilityPolicy);
        return text.toString();
    }

    private void other(StringBuilder text, String type, Supplier<String> policy) {
        if (random.nextInt(3) == 0) {
            text.append(type).append(":\n- ").append(policy.get()).append('\n');
        }
    }

    private String header(String name) {
        return "name: \"" + name + pick(List.of("", " é", " # : - ", " \\\"q\\\"")) + "\", enabled: "
                + (random.nextInt(8) > 0)
                + maybe(2, ", description: \"what: it's for\"")
                + maybe(3, ", metadata: {team: \"1\", \"a b\": x}")
                + (random.nextInt(3) == 0 ? ", policy_scope: " + scope() : "");
    }

    private String scope() {
        List<String> dimensions = new ArrayList<>();
        if (random.nextInt(3) > 0) {
            dimensions.add("match_mode: " + pick(List.of("all", "any")));
        }
        if (random.nextInt(4) == 0) {
            dimensions.add("compliance_frameworks: " + pick(List.of("[]", "[{id: 7}]", "[{id: 7}, {id: 8}]")));
        }
        if (random.nextInt(3) == 0) {
            dimensions.add("projects: {"
                    + pick(List.of(
                            "including: [{id: 1}, {id: 2}, {id: 3}]",
                            "excluding: [{id: 9}]",
                            "excluding: [{type: archived}, {id: 4}]",
                            "excluding: [{type: personal}]"))
                    + "}");
        }
        if (random.nextInt(3) == 0) {
            dimensions.add("groups: " + filter("3", "5"));
        }
        for (String category : CATEGORIES) {
            if (random.nextInt(8) == 0) {
                dimensions.add(category + ": " + filter("2", "6"));
            }
        }
        return "{" + String.join(", ", dimensions) + "}";
    }

    private String filter(String here, String elsewhere) {
        return "{" + pick(List.of("including", "excluding")) + ": [{id: " + pick(List.of(here, here, elsewhere))
                + "}]}";
    }

    private String approvalPolicy(int number) {
        return "{" + header("Policy " + number) + ", rules: [" + several(this::rule) + "], actions: ["
                + several(this::action) + maybe(4, ", {type: send_bot_message, enabled: false}") + "]"
                + maybe(3, ", fallback_behavior: {fail: " + pick(List.of("open", "open", "closed")) + "}")
                + maybe(3, ", enforcement_type: " + pick(List.of("warn", "enforce")))
                + maybe(
                        3,
                        ", policy_tuning: {unblock_rules_using_execution_policies: " + random.nextBoolean()
                                + maybe(2, ", security_report_time_window: 60") + "}")
                + maybe(3, ", approval_settings: " + settings())
                + maybe(3, ", bypass_settings: {" + bypass() + "}") + "}";
    }

    private String settings() {
        List<String> all = new ArrayList<>(some(SETTINGS).stream()
                .map(name -> name + ": " + (random.nextInt(3) > 0))
                .toList());
        all.add("block_group_branch_modification: "
                + pick(List.of("true", "false", "{enabled: true, exceptions: [{id: 3}]}")));
        return "{" + String.join(", ", all) + "}";
    }

    private String bypass() {
        return pick(List.of(
                "users: [{id: 1}]",
                "groups: [{id: 21}]",
                "roles: [maintainer]",
                "custom_roles: [{id: 5}]",
                "access_tokens: [{id: 8}], service_accounts: [{id: 9}]",
                "branches: [{source: {name: hotfix}, target: {pattern: \"*\"}}]",
                "branches: [{source: {pattern: \"hot*\"}, target: {name: main}}]"));
    }

    private String rule() {
        String branches = branches("default", "protected");
        return switch (random.nextInt(6)) {
            case 0 -> "{type: any_merge_request, " + branches + ", commits: " + pick(List.of("any", "unsigned")) + "}";
            case 1 ->
                "{type: license_finding, " + branches + ", license_states: "
                        + pick(List.of("[newly_detected]", "[detected]", "[newly_detected, detected]")) + ", "
                        + licenses() + "}";
            default ->
                "{type: scan_finding, " + branches + ", scanners: " + scanners() + ", vulnerabilities_allowed: "
                        + random.nextInt(3) + ", severity_levels: "
                        + pick(List.of("[]", some(SEVERITIES).toString()))
                        + ", vulnerability_states: "
                        + pick(List.of(
                                "[]",
                                "[new_needs_triage]",
                                "[detected]",
                                some(STATES).toString()))
                        + maybe(2, ", vulnerability_attributes: " + attributes())
                        + maybe(
                                3,
                                ", vulnerability_age: {operator: " + operator() + ", value: "
                                        + pick(List.of("1", "30")) + ", interval: "
                                        + pick(List.of("day", "week", "month", "year")) + "}")
                        + "}";
        };
    }

    private String branches(String... types) {
        return pick(List.of(
                        "branches: []",
                        "branches: [main, \"rel*\"]",
                        "branch_type: " + types[random.nextInt(types.length)]))
                + maybe(
                        5,
                        ", branch_exceptions: "
                                + pick(List.of(
                                        "[main]",
                                        "[{name: \"m*\", full_path: acme/web}]",
                                        "[{name: \"*\", full_path: acme/other}]",
                                        "[other]")));
    }

    private String licenses() {
        String exceptFor = maybe(2, ", packages: {excluding: {purls: [\"pkg:npm/a\", \"pkg:npm/b@2\"]}}");
        String name = pick(List.of("MIT", "GPL-3.0-only", "MIT License", "MIT OR Foo"));
        return pick(List.of(
                "licenses: {denied: [{name: " + name + exceptFor + "}]}",
                "licenses: {allowed: [{name: " + name + exceptFor + "}]}",
                "license_types: [MIT, " + pick(List.of("unknown", "x")) + "], match_on_inclusion_license: "
                        + random.nextBoolean()));
    }

    private String scanners() {
        String together =
                pick(List.of("[]", "[sast]", "[sast, dast]", some(SCANNERS).toString()));
        if (random.nextInt(3) > 0) {
            return together;
        }
        String own = "{type: dast" + maybe(2, ", vulnerabilities_allowed: 1")
                + maybe(2, ", severity_levels: [critical]")
                + maybe(2, ", vulnerability_attributes: " + attributes()) + "}";
        return pick(List.of("[sast, " + own + "]", "[" + own + "]"));
    }

    private String attributes() {
        List<String> all = new ArrayList<>();
        for (String flag : List.of("false_positive", "fix_available")) {
            if (random.nextInt(3) == 0) {
                all.add(flag + ": " + random.nextBoolean());
            }
        }
        boolean exploited = random.nextInt(3) == 0;
        boolean predicted = random.nextInt(3) == 0;
        if (exploited) {
            all.add("known_exploited: true");
        }
        if (predicted) {
            all.add("epss_score: {operator: " + operator() + ", value: 0.5}");
        }
        if ((exploited || predicted) && random.nextInt(3) > 0) {
            all.add("enrichment_data_unavailable: {action: " + pick(List.of("block", "ignore")) + "}");
        }
        return "{" + String.join(", ", all) + "}";
    }

    private String operator() {
        return pick(List.of("greater_than", "less_than"));
    }

    private String action() {
        return "{type: require_approval, approvals_required: " + random.nextInt(3) + ", "
                + pick(List.of(
                        "user_approvers: [p1, p2]",
                        "user_approvers: [p3], group_approvers_ids: [21]",
                        "role_approvers: [maintainer, 5]",
                        "role_approvers: [developer, owner]",
                        "group_approvers: [acme/security]",
                        "user_approvers_ids: [3]"))
                + "}";
    }

    private String scanExecutionPolicy() {
        String schedule = "{type: schedule, "
                + pick(List.of(branches("default", "protected", "all"), "agents: {prod: {namespaces: [web]}}"))
                + ", cadence: \"0 2 * * *\"" + maybe(2, ", timezone: Europe/Berlin")
                + maybe(2, ", time_window: {distribution: random, value: 3600}") + "}";
        String pipeline = "{type: pipeline, "
                + branches("default", "protected", "all", "target_default", "target_protected")
                + maybe(2, ", pipeline_sources: {including: [push, merge_request_event]}") + "}";
        return "{" + header("Scans") + ", rules: [" + pick(List.of(pipeline, schedule, pipeline + ", " + schedule))
                + "], actions: [{scan: "
                + pick(List.of("sast", "sast_iac", "secret_detection", "container_scanning"))
                + maybe(2, ", variables: {A: \"true\"}") + maybe(2, ", tags: [linux]") + maybe(2, ", template: latest")
                + maybe(2, ", scan_settings: {ignore_default_before_after_script: true}")
                + "}, {scan: dast, site_profile: "
                + pick(List.of("null", "Site")) + maybe(2, ", scanner_profile: Scanner") + "}]" + skips() + "}";
    }

    private String skips() {
        return maybe(3, ", skip_ci: {allowed: " + random.nextBoolean() + ", allowlist: {users: [{id: 2}]}}")
                + maybe(3, ", no_pipeline: {allowed: false, allowlist: {users: [{id: 1}]}}");
    }

    private String pipelineExecutionPolicy() {
        return "{" + header("Pipeline") + ", " + content() + ", pipeline_config_strategy: "
                + pick(List.of("inject_policy", "override_project_ci"))
                + maybe(2, ", suffix: " + pick(List.of("on_conflict", "never")))
                + maybe(
                        2,
                        ", variables_override: {allowed: " + random.nextBoolean() + maybe(2, ", exceptions: [A]")
                                + maybe(2, ", dotenv: " + pick(List.of("respect_policy", "allow_override"))) + "}")
                + skips() + "}";
    }

    private String content() {
        return "content: {include: [{project: acme/policies, file: ci.yml" + maybe(2, ", ref: v1") + "}]}";
    }

    private String schedulePolicy() {
        return "{" + header("Scheduled") + ", " + content() + ", schedules: [{"
                + pick(List.of(
                        "type: daily", "type: weekly, days: [Monday, Friday]", "type: monthly, days_of_month: [1, 31]"))
                + ", start_time: \"02:30\", time_window: {value: 600, distribution: random}"
                + maybe(2, ", timezone: Europe/Berlin") + maybe(2, ", branches: [main]")
                + maybe(2, ", snooze: {until: \"2026-12-24T00:00:00Z\"" + maybe(2, ", reason: freeze") + "}")
                + "}]}";
    }

    private String vulnerabilityPolicy() {
        String rules = random.nextBoolean()
                ? "rules: [{type: no_longer_detected, scanners: " + some(SCANNERS) + ", severity_levels: "
                        + some(SEVERITIES) + "}], actions: [{type: auto_resolve}]"
                : "rules: [{type: detected, criteria: [{type: "
                        + pick(List.of("file_path", "directory", "identifier"))
                        + ", value: \"src/*\"}]}], actions: [{type: auto_dismiss, dismissal_reason: used_in_tests}]";
        return "{" + header("Gone") + ", " + rules + "}";
    }

    private String several(Supplier<String> one) {
        List<String> all = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            all.add(one.get());
        }
        return String.join(", ", all);
    }

    private List<String> some(List<String> all) {
        return all.stream().filter(_ -> random.nextInt(3) == 0).collect(Collectors.toList());
    }

    /** The text, once in {@code times}. */
    private String maybe(int times, String text) {
        return random.nextInt(times) == 0 ? text : "";
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
