// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import dev.portcullis.policy.model.Role;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.snapshot.Base;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Member;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.ProjectApprovalSettings;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.ScanStatus;
import dev.portcullis.policy.snapshot.Settings;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.Target;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * One merge request twice: as the snapshot that Portcullis decides from, and as the bare lists of findings that the
 * others are spared to read out of it, ordered by ordinal.
 */
record MergeRequestFacts(Snapshot snapshot, List<Item> source, List<Item> target) {
    /** A finding of one side. */
    record Item(int ordinal, FindingFacts facts) {}

    /** As many findings on each side; one in ten is new, one in ten is gone, a few changed their severity. */
    static MergeRequestFacts random(int findings, Random random) {
        List<Item> target = new ArrayList<>();
        List<Item> source = new ArrayList<>();
        int common = findings - findings / 10;
        for (int ordinal = 0; target.size() < findings || source.size() < findings; ordinal++) {
            FindingFacts facts = facts(ordinal, random);
            if (ordinal < common) {
                target.add(new Item(ordinal, facts));
                source.add(new Item(ordinal, random.nextInt(50) == 0 ? facts(ordinal, random) : copy(facts)));
            } else if (target.size() < findings) {
                target.add(new Item(ordinal, facts));
            } else {
                source.add(new Item(ordinal, facts));
            }
        }
        return new MergeRequestFacts(snapshot(source, target), List.copyOf(source), List.copyOf(target));
    }

    private static FindingFacts facts(int ordinal, Random random) {
        return new FindingFacts(
                "5f0c8a4e-0000-5000-8000-" + String.format("%012d", ordinal),
                Criteria.SCANNERS.get(Math.floorMod(ordinal * 7, 11) % Criteria.SCANNERS.size()),
                Severity.values()[random.nextInt(Severity.values().length)],
                "Finding " + ordinal,
                List.of("CVE-2026-" + ordinal),
                "src/main/File" + ordinal + ".java",
                random.nextInt(4) == 0,
                random.nextBoolean(),
                null,
                null);
    }

    /** Equal, as read from another stored scan, so that nobody gains from comparing identities. */
    private static FindingFacts copy(FindingFacts facts) {
        return new FindingFacts(
                new String(facts.uuid().toCharArray()),
                facts.scanner(),
                facts.severity(),
                facts.name(),
                List.of(new String(facts.identifiers().getFirst().toCharArray())),
                facts.path(),
                facts.falsePositive(),
                facts.fixAvailable(),
                null,
                null);
    }

    private static Snapshot snapshot(List<Item> source, List<Item> target) {
        return new Snapshot(
                new Project(
                        "gitlab",
                        42,
                        "acme/shop/web",
                        "main",
                        List.of("main"),
                        Set.of(),
                        List.of(),
                        false,
                        false,
                        false,
                        Map.of(),
                        ProjectApprovalSettings.NONE),
                new MergeRequest(1, 2, "fix", "main", 42, "a1", List.of(), List.of()),
                new Side(List.of(pipeline(9, "a1", source))),
                new Target(List.of(new Target.Candidate(Base.BASE, List.of(pipeline(8, "m1", target)))), List.of()),
                List.of(),
                LongStream.range(1, 30)
                        .mapToObj(id -> new Member(id, "user" + id, id < 6 ? Role.MAINTAINER : Role.DEVELOPER, null))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Settings.DEFAULT,
                Map.of());
    }

    private static Pipeline pipeline(long id, String sha, List<Item> items) {
        Map<ScanType, TreeMap<Integer, FindingFacts>> byScanner = new EnumMap<>(ScanType.class);
        Criteria.SCANNERS.forEach(scanner -> byScanner.put(scanner, new TreeMap<>()));
        items.forEach(item -> byScanner.get(item.facts().scanner()).put(item.ordinal(), item.facts()));
        List<Scan> scans = new ArrayList<>();
        byScanner.forEach((scanner, findings) ->
                scans.add(new Scan(scanner, ScanStatus.SUCCESS, scans.size(), null, Findings.of(findings))));
        return new Pipeline(id, sha, "merge_request_event", "success", true, false, null, null, null, scans, null);
    }
}
