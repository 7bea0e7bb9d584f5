// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Component;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.StoredState;
import dev.portcullis.policy.snapshot.StoredVulnerability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Snapshots with one thing more that a policy may find. A scan or an SBOM that was not there is not added: its absence
 * can be what blocks.
 */
final class Grown {
    private static final int NEW = 1_000_000;

    private Grown() {}

    /** One more finding in every scan of the source, which the target does not have. */
    static Snapshot byFinding(Snapshot snapshot, Random random) {
        List<Pipeline> pipelines = new ArrayList<>();
        for (Pipeline pipeline : snapshot.source().pipelines()) {
            pipelines.add(Samples.with(
                    pipeline,
                    pipeline.scans().stream().map(scan -> more(scan, random)).toList()));
        }
        return Samples.with(snapshot, new Side(pipelines));
    }

    private static Scan more(Scan scan, Random random) {
        TreeMap<Integer, FindingFacts> findings = new TreeMap<>(scan.findings().byOrdinal());
        findings.put(NEW, new Samples(random).finding(NEW, scan.type()));
        return new Scan(scan.type(), scan.status(), scan.job(), scan.reportSha256(), Findings.of(findings));
    }

    /** One more component in every SBOM of the source, which the target does not have. */
    static Snapshot byComponent(Snapshot snapshot, String license) {
        List<Pipeline> pipelines = new ArrayList<>();
        for (Pipeline pipeline : snapshot.source().pipelines()) {
            List<Component> components = pipeline.dependencies();
            if (components != null) {
                components = new ArrayList<>(components);
                components.add(new Component("pkg:npm/new@1", List.of(license)));
            }
            pipelines.add(Samples.withComponents(pipeline, components));
        }
        return Samples.with(snapshot, new Side(pipelines));
    }

    /** One more vulnerability that is stored and that no scan found. */
    static Snapshot byVulnerability(Snapshot snapshot, StoredState state, Instant detectedAt, Random random) {
        List<StoredVulnerability> stored = new ArrayList<>(snapshot.vulnerabilities());
        stored.add(new StoredVulnerability(
                NEW, new Samples(random).finding(NEW, ScanType.SAST), state, detectedAt, random.nextBoolean()));
        return new SnapshotParts(snapshot).vulnerabilities(stored);
    }
}
