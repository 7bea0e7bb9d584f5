// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy;

import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.PolicyPrinter;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.Role;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.snapshot.Approval;
import dev.portcullis.policy.snapshot.Base;
import dev.portcullis.policy.snapshot.Bypass;
import dev.portcullis.policy.snapshot.Component;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Group;
import dev.portcullis.policy.snapshot.Member;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.PolicyException;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.ProjectApprovalSettings;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.ScanStatus;
import dev.portcullis.policy.snapshot.Settings;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Signature;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.StoredState;
import dev.portcullis.policy.snapshot.StoredVulnerability;
import dev.portcullis.policy.snapshot.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Random policies and snapshots, drawn from a small world so that they often meet. */
public final class Samples {
    private static final List<String> SHAS = List.of("a0", "a1", "m1");
    private static final List<String> STATUSES =
            List.of("success", "success", "success", "failed", "canceled", "skipped", "running", "manual");
    private static final List<Instant> INSTANTS = List.of(
            Instant.MIN,
            Instant.MAX,
            Instant.EPOCH,
            Instant.parse("2026-10-25T12:00:00Z"),
            Instant.parse("2026-11-24T11:30:00Z"),
            Instant.parse("2026-11-24T12:00:00Z"),
            Instant.parse("2026-12-24T12:00:00Z"));

    private final Random random;

    public Samples(Random random) {
        this.random = random;
    }

    /** Valid policies with names of their own, read from generated text. */
    public List<Policy> policies() {
        StringBuilder text = new StringBuilder("approval_policy:\n");
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            text.append("- name: \"Policy ")
                    .append(i)
                    .append(pick(List.of("", " é", " # : - ", " \\\"q\\\"")))
                    .append("\"\n");
            text.append("  enabled: ").append(random.nextInt(8) > 0).append('\n');
            text.append("  rules: [").append(several(this::rule)).append("]\n");
            text.append("  actions: [").append(several(this::action)).append("]\n");
            text.append(maybe("  fallback_behavior: {fail: open}\n"));
            text.append(maybe("  enforcement_type: warn\n"));
            text.append(
                    maybe(
                            "  policy_tuning: {unblock_rules_using_execution_policies: true, security_report_time_window: 60}\n"));
            text.append(
                    maybe(
                            "  approval_settings: {prevent_approval_by_author: true, remove_approvals_with_new_commit: true, block_group_branch_modification: {enabled: true, exceptions: [{id: 3}]}}\n"));
            text.append(
                    maybe(
                            "  bypass_settings: {users: [{id: 1}], roles: [maintainer], branches: [{source: {name: hotfix}, target: {pattern: \"*\"}}]}\n"));
            text.append(
                    maybe(
                            "  policy_scope: {match_mode: any, compliance_frameworks: [{id: 7}], projects: {excluding: [{id: 9}, {type: archived}]}, exposure: {including: [{id: 2}]}}\n"));
            text.append(maybe("  metadata: {team: \"1\", \"a b\": x}\n"));
        }
        text.append(
                maybe(
                        "scan_execution_policy:\n- name: Scans\n  enabled: true\n  rules: [{type: pipeline, branch_type: all}, {type: schedule, branches: [main], cadence: \"0 2 * * *\"}]\n  actions: [{scan: sast, variables: {A: \"true\"}}, {scan: dast, site_profile: null}]\n"));
        text.append(
                maybe(
                        "vulnerability_management_policy:\n- name: Gone\n  enabled: true\n  rules: [{type: no_longer_detected, scanners: [], severity_levels: [low]}]\n  actions: [{type: auto_resolve}]\n"));
        PolicyDocument document = PolicyDocument.parse(text.toString(), "sample");
        if (!document.isValid()) {
            throw new IllegalStateException(document.problems() + "\n" + text);
        }
        return document.policies();
    }

    private String rule() {
        String branches = pick(List.of(
                "branches: []",
                "branches: [main, \"rel*\"]",
                "branch_type: default",
                "branch_type: protected, branch_exceptions: [main]"));
        return switch (random.nextInt(6)) {
            case 0 -> "{type: any_merge_request, " + branches + ", commits: " + pick(List.of("any", "unsigned")) + "}";
            case 1 ->
                "{type: license_finding, " + branches + ", license_states: "
                        + pick(List.of("[newly_detected]", "[detected]", "[newly_detected, detected]")) + ", "
                        + pick(List.of(
                                "licenses: {denied: [{name: MIT, packages: {excluding: {purls: [\"pkg:npm/a\"]}}}]}",
                                "license_types: [MIT, unknown], match_on_inclusion_license: false"))
                        + "}";
            default ->
                "{type: scan_finding, " + branches + ", scanners: "
                        + pick(List.of(
                                "[]", "[sast]", "[sast, dast]", "[sast, {type: dast, vulnerabilities_allowed: 1}]"))
                        + ", vulnerabilities_allowed: " + random.nextInt(3) + ", severity_levels: "
                        + pick(List.of("[]", "[critical]", "[high, critical]"))
                        + ", vulnerability_states: "
                        + pick(List.of(
                                "[]",
                                "[new_needs_triage]",
                                "[new_dismissed]",
                                "[detected]",
                                "[new_needs_triage, detected, dismissed]"))
                        + pick(
                                List.of(
                                        "",
                                        "",
                                        ", vulnerability_attributes: {false_positive: false, fix_available: true}",
                                        ", vulnerability_attributes: {known_exploited: true}",
                                        ", vulnerability_attributes: {epss_score: {operator: greater_than, value: 0.5}, enrichment_data_unavailable: {action: block}}"))
                        + pick(List.of(
                                "",
                                "",
                                ", vulnerability_age: {operator: greater_than, value: 1, interval: month}",
                                ", vulnerability_age: {operator: less_than, value: 30, interval: day}"))
                        + "}";
        };
    }

    private String action() {
        return "{type: require_approval, approvals_required: " + random.nextInt(3) + ", "
                + pick(List.of(
                        "user_approvers: [p1, p2]",
                        "role_approvers: [maintainer, 5]",
                        "group_approvers: [acme/security]",
                        "user_approvers_ids: [3]"))
                + "}";
    }

    private String several(Supplier<String> one) {
        List<String> all = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            all.add(one.get());
        }
        return String.join(", ", all);
    }

    /** A policy file with a few characters changed, moved or doubled. */
    String mangled() {
        StringBuilder text = new StringBuilder(PolicyPrinter.print(policies()));
        for (int i = random.nextInt(12); i > 0; i--) {
            int at = random.nextInt(Math.max(1, text.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, at + 1);
                case 1 ->
                    text.insert(
                            at,
                            pick(List.of(
                                    "[", "{", "\"", "&a ", "*a", "!!x ", "\t", ": ", "- ", "\n", "%", "<<: ", "\u0007",
                                    "\ud800", "é")));
                case 2 -> text.insert(at, text.substring(at, Math.min(text.length(), at + 40)));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }

    public Snapshot snapshot() {
        List<Pipeline> source = list(4, this::pipeline);
        Map<Fact, String> unavailable = new EnumMap<>(Fact.class);
        for (Fact fact : Fact.values()) {
            if (random.nextInt(15) == 0) {
                unavailable.put(fact, "down");
            }
        }
        Map<Integer, StoredVulnerability> stored = new LinkedHashMap<>();
        list(4, () -> random.nextInt(12))
                .forEach(ordinal -> stored.put(
                        ordinal,
                        new StoredVulnerability(
                                ordinal,
                                finding(
                                        ordinal,
                                        pick(List.of(
                                                ScanType.SAST, ScanType.SAST, ScanType.DAST, ScanType.API_FUZZING))),
                                pick(List.of(StoredState.values())),
                                pick(INSTANTS),
                                random.nextInt(4) > 0)));
        return new Snapshot(
                new Project(
                        "gitlab",
                        1 + random.nextInt(10),
                        "acme/web",
                        "main",
                        pick(List.of(List.of("*"), List.of("main"), List.of())),
                        pick(List.of(Set.of(), Set.of(7L))),
                        List.of(new Project.AncestorGroup(3, "acme")),
                        random.nextInt(5) == 0,
                        false,
                        random.nextInt(10) == 0,
                        Map.of("exposure", Set.of(2L)),
                        new ProjectApprovalSettings(
                                random.nextInt(5) == 0, random.nextInt(5) == 0, random.nextInt(5) == 0)),
                new MergeRequest(
                        1,
                        1 + random.nextInt(4),
                        pick(List.of("fix", "hotfix")),
                        pick(List.of("main", "main", "release/1")),
                        1,
                        "a1",
                        List.of("m1"),
                        list(
                                3,
                                () -> new MergeRequest.Commit(
                                        pick(SHAS),
                                        random.nextBoolean() ? null : 2L,
                                        pick(List.of(Signature.values()))))),
                new Side(source),
                new Target(
                        list(
                                3,
                                () -> new Target.Candidate(
                                        pick(List.of(Base.values())), distinct(list(2, this::pipeline)))),
                        list(2, this::pipeline)),
                List.copyOf(stored.values()),
                List.of(
                        new Member(1, "p1", Role.MAINTAINER, null),
                        new Member(2, "p2", Role.DEVELOPER, 5L),
                        new Member(3, "p3", pick(List.of(Role.values())), null)),
                List.of(new Group(21, "acme/security", Set.of(1L, 4L))),
                list(3, () -> new Approval(1 + random.nextInt(4), random.nextBoolean() ? null : pick(SHAS), null)),
                list(1, () -> new Bypass("Policy 0", 1 + random.nextInt(4), pick(List.of("", "because")), null)),
                list(
                        2,
                        () -> new PolicyException(
                                "e" + random.nextInt(3),
                                pick(List.of("", "acme", "other")),
                                null,
                                pick(List.of("", "acme", "other")),
                                random.nextInt(5) == 0,
                                List.of("f" + random.nextInt(8)),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                null,
                                pick(INSTANTS))),
                unavailable,
                new Settings(random.nextInt(4) == 0, random.nextInt(4) == 0, random.nextBoolean()),
                Map.of());
    }

    private static List<Pipeline> distinct(List<Pipeline> pipelines) {
        return List.copyOf(pipelines.stream()
                .collect(Collectors.toMap(Pipeline::id, one -> one, (a, _) -> a))
                .values());
    }

    private long lastPipeline;

    private Pipeline pipeline() {
        String status = pick(STATUSES);
        lastPipeline++;
        return new Pipeline(
                lastPipeline,
                pick(List.of("a1", "a1", "m1", "a0")),
                pick(List.of("push", "merge_request_event", "merge_request_event", "webide")),
                status,
                !status.equals("running") && !status.equals("manual"),
                random.nextInt(10) == 0,
                lastPipeline > 1 && random.nextInt(5) == 0 ? (Long) (lastPipeline - 1) : null,
                random.nextBoolean() ? null : pick(INSTANTS),
                random.nextBoolean() ? null : pick(INSTANTS),
                list(3, this::scan),
                random.nextInt(3) == 0
                        ? null
                        : list(
                                2,
                                () -> new Component(
                                        pick(List.of("pkg:npm/a@1", "pkg:npm/b@2", "b")),
                                        pick(List.of(
                                                List.of(), List.of("MIT"), List.of("MIT OR GPL-3.0-only", "x"))))));
    }

    private Scan scan() {
        ScanType type = pick(List.of(ScanType.SAST, ScanType.SAST, ScanType.DAST, ScanType.DEPENDENCY_SCANNING));
        TreeMap<Integer, FindingFacts> findings = new TreeMap<>();
        list(5, () -> random.nextInt(12)).forEach(ordinal -> findings.put(ordinal, finding(ordinal, type)));
        return new Scan(
                type,
                pick(List.of(ScanStatus.SUCCESS, ScanStatus.SUCCESS, ScanStatus.SUCCESS, ScanStatus.FAILED)),
                1,
                null,
                Findings.of(findings));
    }

    FindingFacts finding(int ordinal, ScanType type) {
        return new FindingFacts(
                "f" + ordinal,
                type,
                pick(List.of(Severity.LOW, Severity.HIGH, Severity.CRITICAL)),
                null,
                pick(List.of(List.of("CVE-2026-1"), List.of("CWE-79"), List.of())),
                random.nextBoolean() ? null : "src/a.py",
                random.nextInt(4) == 0,
                random.nextBoolean(),
                random.nextBoolean() ? null : (Boolean) random.nextBoolean(),
                random.nextBoolean() ? null : (Double) (random.nextInt(11) / 10.0));
    }

    static Snapshot with(Snapshot snapshot, Side source) {
        return new Snapshot(
                snapshot.project(),
                snapshot.mergeRequest(),
                source,
                snapshot.target(),
                snapshot.vulnerabilities(),
                snapshot.members(),
                snapshot.groups(),
                snapshot.approvals(),
                snapshot.bypasses(),
                snapshot.exceptions(),
                snapshot.unavailable(),
                snapshot.settings(),
                snapshot.enforcedScans());
    }

    static Pipeline with(Pipeline pipeline, List<Scan> scans) {
        return new Pipeline(
                pipeline.id(),
                pipeline.sha(),
                pipeline.source(),
                pipeline.status(),
                pipeline.complete(),
                pipeline.tag(),
                pipeline.parent(),
                pipeline.createdAt(),
                pipeline.finishedAt(),
                scans,
                pipeline.dependencies());
    }

    private String maybe(String text) {
        return random.nextInt(3) == 0 ? text : "";
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <T> List<T> list(int most, Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            all.add(one.get());
        }
        return all;
    }
}
