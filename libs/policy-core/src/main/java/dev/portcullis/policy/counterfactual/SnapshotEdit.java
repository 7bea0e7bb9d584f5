// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Approval;
import dev.portcullis.policy.snapshot.Base;
import dev.portcullis.policy.snapshot.Bypass;
import dev.portcullis.policy.snapshot.Component;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.MergeRequest.Commit;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.ScanStatus;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Signature;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.StoredVulnerability;
import dev.portcullis.policy.snapshot.Target;
import dev.portcullis.policy.snapshot.Target.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes changes to a snapshot, all at once. */
final class SnapshotEdit {
    private static final long NEW_PIPELINE = Long.MAX_VALUE;

    private final Snapshot before;
    private final List<Approval> approvals;
    private final List<Bypass> bypasses;
    private final Map<Fact, String> unavailable;
    private final Set<Integer> resolved = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private final Set<String> signed = new HashSet<>();
    private final Set<ScanType> scans = EnumSet.noneOf(ScanType.class);
    private final Set<ScanType> targetScans = EnumSet.noneOf(ScanType.class);
    private boolean finished;
    private boolean started;

    private SnapshotEdit(Snapshot before) {
        this.before = before;
        this.approvals = new ArrayList<>(before.approvals());
        this.bypasses = new ArrayList<>(before.bypasses());
        this.unavailable = new HashMap<>(before.unavailable());
    }

    static Snapshot apply(Snapshot snapshot, Collection<Change> changes) {
        SnapshotEdit edit = new SnapshotEdit(snapshot);
        changes.forEach(edit::note);
        return edit.make();
    }

    private void note(Change change) {
        switch (change) {
            case Change.Approve approve ->
                approvals.add(new Approval(approve.user(), before.mergeRequest().headSha(), null));
            case Change.Dismiss dismiss ->
                bypasses.add(new Bypass(dismiss.policy(), dismiss.user(), "as supposed", null));
            case Change.Resolve resolve -> resolved.add(resolve.ordinal());
            case Change.RunScan run -> scans.add(run.type());
            case Change.ScanTarget scan -> targetScans.add(scan.type());
            case Change.Sign sign -> signed.addAll(sign.shas());
            case Change.Remove remove -> removed.add(remove.purl());
            case Change.Finish finish -> {
                finished = true;
                started |= finish.pipelines().isEmpty();
            }
            case Change.Obtain obtain -> unavailable.remove(obtain.fact());
        }
    }

    private Snapshot make() {
        return new Snapshot(
                before.project(),
                mergeRequest(before.mergeRequest()),
                new Side(source(before.source().pipelines())),
                target(before.target()),
                resolved.isEmpty() ? before.vulnerabilities() : vulnerabilities(before.vulnerabilities()),
                before.members(),
                before.groups(),
                approvals,
                bypasses,
                before.exceptions(),
                unavailable,
                before.settings(),
                before.enforcedScans());
    }

    private MergeRequest mergeRequest(MergeRequest old) {
        List<Commit> commits = old.commits().stream()
                .map(commit -> signed.contains(commit.sha())
                        ? new Commit(commit.sha(), commit.author(), Signature.VERIFIED)
                        : commit)
                .toList();
        return new MergeRequest(
                old.iid(),
                old.author(),
                old.sourceBranch(),
                old.targetBranch(),
                old.sourceProject(),
                old.headSha(),
                old.mergedResultShas(),
                commits);
    }

    private List<StoredVulnerability> vulnerabilities(List<StoredVulnerability> old) {
        return old.stream()
                .filter(vulnerability -> !resolved.contains(vulnerability.ordinal()))
                .toList();
    }

    private List<Pipeline> source(List<Pipeline> old) {
        List<Pipeline> all = new ArrayList<>();
        for (Pipeline pipeline : old) {
            boolean ends = finished && !pipeline.complete();
            List<Scan> ran = new ArrayList<>(pipeline.scans().stream()
                    .filter(scan -> scan.status() == ScanStatus.SUCCESS || !scans.contains(scan.type()))
                    .map(this::without)
                    .toList());
            ran.addAll(succeeded(scans));
            String status = ends ? "success" : pipeline.status();
            all.add(copy(
                    pipeline,
                    status,
                    ends || pipeline.complete(),
                    ran,
                    listed(components(pipeline.dependencies()), scans)));
        }
        if (started) {
            all.add(further(scans));
        }
        return all;
    }

    private Pipeline further(Set<ScanType> types) {
        return new Pipeline(
                NEW_PIPELINE,
                before.mergeRequest().headSha(),
                "merge_request_event",
                "success",
                true,
                false,
                null,
                null,
                null,
                succeeded(types),
                listed(null, types));
    }

    /** A scan of dependencies lists components, if only none. */
    private static @Nullable List<Component> listed(@Nullable List<Component> components, Set<ScanType> types) {
        return components == null && types.contains(ScanType.DEPENDENCY_SCANNING) ? List.of() : components;
    }

    private Target target(Target old) {
        UnaryOperator<Pipeline> scanned = pipeline -> {
            List<Scan> all = new ArrayList<>(pipeline.scans());
            all.addAll(succeeded(targetScans));
            List<Component> components = listed(components(pipeline.dependencies()), targetScans);
            return copy(pipeline, pipeline.status(), pipeline.complete(), all, components);
        };
        List<Candidate> candidates = new ArrayList<>();
        old.candidates()
                .forEach(candidate -> candidates.add(new Candidate(
                        candidate.of(),
                        candidate.pipelines().stream().map(scanned).toList())));
        if (!targetScans.isEmpty()) {
            candidates.add(new Candidate(Base.LATEST, List.of(further(targetScans))));
        }
        return new Target(candidates, old.earlier().stream().map(scanned).toList());
    }

    private Scan without(Scan scan) {
        if (resolved.isEmpty()) {
            return scan;
        }
        Findings left = scan.findings().filterOrdinals(ordinal -> !resolved.contains(ordinal));
        return new Scan(scan.type(), scan.status(), scan.job(), scan.reportSha256(), left);
    }

    private @Nullable List<Component> components(@Nullable List<Component> old) {
        return old == null || removed.isEmpty()
                ? old
                : old.stream()
                        .filter(component -> !removed.contains(component.purl()))
                        .toList();
    }

    private static List<Scan> succeeded(Set<ScanType> types) {
        return types.stream()
                .map(type -> new Scan(type, ScanStatus.SUCCESS, 0, null, Findings.EMPTY))
                .toList();
    }

    private static Pipeline copy(
            Pipeline old, String status, boolean complete, List<Scan> scans, @Nullable List<Component> components) {
        return new Pipeline(
                old.id(),
                old.sha(),
                old.source(),
                status,
                complete,
                old.tag(),
                old.parent(),
                old.createdAt(),
                old.finishedAt(),
                scans,
                components);
    }
}
