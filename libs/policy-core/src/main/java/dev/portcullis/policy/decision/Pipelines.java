// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.ScanStatus;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The pipelines of one commit that count: the latest of each source that is for CI, each with its children. */
final class Pipelines {
    private final List<List<Pipeline>> families;
    private final Set<ScanType> successful = EnumSet.noneOf(ScanType.class);
    private final Set<ScanType> covered = EnumSet.noneOf(ScanType.class);
    private final Set<ScanType> ran = EnumSet.noneOf(ScanType.class);

    private Pipelines(List<List<Pipeline>> families) {
        this.families = families;
        for (List<Pipeline> family : families) {
            Set<ScanType> broken = EnumSet.noneOf(ScanType.class);
            Set<ScanType> passed = EnumSet.noneOf(ScanType.class);
            for (Pipeline pipeline : family) {
                for (Scan scan : pipeline.scans()) {
                    (scan.status() == ScanStatus.SUCCESS ? passed : broken).add(scan.type());
                }
            }
            ran.addAll(passed);
            ran.addAll(broken);
            successful.addAll(passed);
            passed.removeAll(broken);
            covered.addAll(passed);
        }
    }

    /** What the head of the merge request brought, its merged-results pipelines included. */
    static Pipelines ofSource(Snapshot snapshot) {
        MergeRequest mergeRequest = snapshot.mergeRequest();
        return select(
                snapshot.source().pipelines(),
                pipeline -> pipeline.sha().equals(mergeRequest.headSha())
                        || mergeRequest.mergedResultShas().contains(pipeline.sha()));
    }

    /** Those of a commit of the target; one that was skipped never scanned anything. */
    static Pipelines ofTarget(Collection<Pipeline> pipelines) {
        return select(pipelines, pipeline -> !pipeline.isSkipped());
    }

    private static Pipelines select(Collection<Pipeline> all, Predicate<Pipeline> wanted) {
        Map<String, Pipeline> latest = new TreeMap<>();
        Map<Long, List<Pipeline>> children = new LinkedHashMap<>();
        for (Pipeline pipeline : all) {
            if (pipeline.parent() != null) {
                children.computeIfAbsent(pipeline.parent(), _ -> new ArrayList<>())
                        .add(pipeline);
            } else if (wanted.test(pipeline) && pipeline.isForCi()) {
                latest.merge(pipeline.source(), pipeline, (a, b) -> a.id() >= b.id() ? a : b);
            }
        }
        return new Pipelines(latest.values().stream()
                .map(root -> family(root, children))
                .sorted(Comparator.comparingLong(family -> family.getFirst().id()))
                .toList());
    }

    private static List<Pipeline> family(Pipeline root, Map<Long, List<Pipeline>> children) {
        List<Pipeline> family = new ArrayList<>(List.of(root));
        Set<Long> seen = new HashSet<>(List.of(root.id()));
        for (int i = 0; i < family.size(); i++) {
            for (Pipeline child : children.getOrDefault(family.get(i).id(), List.of())) {
                if (seen.add(child.id())) {
                    family.add(child);
                }
            }
        }
        return family;
    }

    boolean isEmpty() {
        return families.isEmpty();
    }

    Stream<Pipeline> all() {
        return families.stream().flatMap(List::stream);
    }

    /** Their ids, ascending. */
    List<Long> ids() {
        return all().map(Pipeline::id).sorted().toList();
    }

    /** The ids of those that have yet to end, ascending. */
    List<Long> incomplete() {
        return all().filter(pipeline -> !pipeline.complete())
                .map(Pipeline::id)
                .sorted()
                .toList();
    }

    /** Whether any scan ran, successful or not. */
    boolean hasScans() {
        return !ran.isEmpty();
    }

    /** Whether any has a list of components, which may be empty. */
    boolean hasComponents() {
        return all().anyMatch(pipeline -> pipeline.dependencies() != null);
    }

    /** The scan types that some pipeline ran with success. */
    Set<ScanType> successful() {
        return successful;
    }

    /** The scan types that some pipeline, with its children, ran without a single failure. */
    Set<ScanType> covered() {
        return covered;
    }

    /** The scan types that ran, but nowhere without a failure. */
    Set<ScanType> failed() {
        Set<ScanType> failed = EnumSet.noneOf(ScanType.class);
        failed.addAll(ran);
        failed.removeAll(covered);
        return failed;
    }

    /** The scans that succeeded: by pipeline, each followed by its children. */
    Stream<Scan> successfulScans() {
        return all().flatMap(pipeline -> pipeline.scans().stream()).filter(scan -> scan.status() == ScanStatus.SUCCESS);
    }
}
