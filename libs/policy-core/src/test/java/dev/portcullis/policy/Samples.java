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
import org.jspecify.annotations.Nullable;

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
        String text = text();
        PolicyDocument document = PolicyDocument.parse(text, "sample");
        if (!document.isValid()) {
            throw new IllegalStateException(document.problems() + "\n" + text);
        }
        return document.policies();
    }

    /** The text of a valid policy file. */
    String text() {
        return new SamplePolicies(random).text();
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
                        random.nextInt(5) == 0,
                        random.nextInt(10) == 0,
                        pick(List.of(
                                Map.of(),
                                Map.of("exposure", Set.of(2L)),
                                Map.of("application", Set.of(2L, 6L), "business_unit", Set.of(6L)))),
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
                list(
                        2,
                        () -> new Bypass(
                                "Policy " + random.nextInt(2),
                                1 + random.nextInt(4),
                                pick(List.of("", "because")),
                                null)),
                list(3, this::exception),
                unavailable,
                new Settings(random.nextInt(4) == 0, random.nextInt(4) == 0, random.nextBoolean()),
                pick(List.of(
                        Map.of(),
                        Map.of("Pipeline", List.of(ScanType.SAST, ScanType.DEPENDENCY_SCANNING, ScanType.DAST)))));
    }

    private PolicyException exception() {
        boolean ofComponents = random.nextInt(3) == 0;
        return new PolicyException(
                "e" + random.nextInt(3),
                pick(List.of("", "acme", "other")),
                random.nextInt(3) == 0 ? "Policy 0" : null,
                pick(List.of("", "acme", "acme/web", "other")),
                random.nextInt(5) == 0,
                ofComponents || random.nextInt(3) == 0 ? List.of() : List.of("f" + random.nextInt(8)),
                ofComponents || random.nextInt(3) > 0 ? List.of() : List.of("cve-2026-1"),
                ofComponents || random.nextInt(3) > 0 ? List.of() : List.of("src/*"),
                ofComponents || random.nextInt(3) > 0 ? List.of() : List.of(ScanType.SAST),
                ofComponents ? List.of("pkg:npm/a") : List.of(),
                random.nextInt(3) == 0 ? pick(INSTANTS) : null,
                pick(INSTANTS));
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
                                                List.of(),
                                                List.of("MIT"),
                                                List.of("MIT OR GPL-3.0-only", "x"),
                                                List.of("MIT AND (GPL-3.0 OR Foo)"))))));
    }

    private Scan scan() {
        ScanType type = pick(List.of(
                ScanType.SAST,
                ScanType.SAST,
                ScanType.DAST,
                ScanType.DEPENDENCY_SCANNING,
                pick(List.of(ScanType.values()))));
        TreeMap<Integer, FindingFacts> findings = new TreeMap<>();
        list(5, () -> random.nextInt(12)).forEach(ordinal -> findings.put(ordinal, finding(ordinal, type)));
        return new Scan(
                type,
                random.nextInt(4) > 0 ? ScanStatus.SUCCESS : pick(List.of(ScanStatus.FAILED, ScanStatus.CANCELED)),
                1,
                null,
                Findings.of(findings));
    }

    FindingFacts finding(int ordinal, ScanType type) {
        return new FindingFacts(
                "f" + ordinal,
                type,
                random.nextInt(3) == 0
                        ? pick(List.of(Severity.values()))
                        : pick(List.of(Severity.HIGH, Severity.CRITICAL)),
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
        return with(pipeline, scans, pipeline.dependencies());
    }

    static Pipeline withComponents(Pipeline pipeline, @Nullable List<Component> components) {
        return with(pipeline, pipeline.scans(), components);
    }

    static Pipeline with(Pipeline pipeline, List<Scan> scans, @Nullable List<Component> components) {
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
                components);
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
