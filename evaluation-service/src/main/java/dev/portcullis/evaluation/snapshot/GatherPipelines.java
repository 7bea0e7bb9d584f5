// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.evaluation.finding.Scans;
import dev.portcullis.gitlab.Bridge;
import dev.portcullis.gitlab.CommitStatus;
import dev.portcullis.gitlab.DownstreamPipeline;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.PipelineRef;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Pipeline;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Pipelines with their children and what they scanned. {@code portcullis.enforcement.status-name} (default
 * {@code portcullis}) is the name of our own status, which counts as no job.
 * {@code portcullis.evaluation.most-pipelines} (default 1000, as in GitLab): where one has more children, what they
 * scanned is a fact that could not be obtained. GitLab leaves the others out in silence.
 */
@ApplicationScoped
class GatherPipelines {
    private final PipelineScans scans;
    private final String statusName;
    private final int most;

    GatherPipelines(
            PipelineScans scans,
            @ConfigProperty(name = "portcullis.enforcement.status-name", defaultValue = "portcullis") String statusName,
            @ConfigProperty(name = "portcullis.evaluation.most-pipelines", defaultValue = "1000") int most) {
        this.scans = scans;
        this.statusName = statusName;
        this.most = most;
    }

    /**
     * What to gather.
     *
     * @param projectId the project whose pipelines they are
     * @param projectPath its full path
     * @param side which fact is missing where something of it cannot be read
     */
    record Of(long projectId, String projectPath, Fact side) {}

    /**
     * Of each source the newest of {@code roots} that {@code counts}, with the pipelines that it started in the same
     * project: older ones decide nothing (GitLab's reference, evaluation), and to read them all costs calls for each.
     */
    List<Pipeline> latest(
            GitLabClient client,
            Of of,
            Collection<PipelineRef> roots,
            Predicate<Pipeline> counts,
            Unavailable unavailable) {
        Map<String, List<PipelineRef>> bySource = roots.stream()
                .sorted(Comparator.comparingLong(PipelineRef::id).reversed())
                .collect(Collectors.groupingBy(GatherPipelines::source, TreeMap::new, Collectors.toList()));
        List<Pipeline> found = new ArrayList<>();
        for (List<PipelineRef> newestFirst : bySource.values()) {
            for (PipelineRef root : newestFirst) {
                List<Pipeline> family = family(client, of, root, unavailable);
                if (!family.isEmpty() && counts.test(family.getFirst())) {
                    found.addAll(family);
                    break;
                }
            }
        }
        return found;
    }

    /** Reads {@code root}, unless it holds nothing but our own status, and, recursively, the pipelines that it started. */
    List<Pipeline> family(GitLabClient client, Of of, PipelineRef root, Unavailable unavailable) {
        List<Pipeline> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        Deque<Found> next = new ArrayDeque<>(List.of(Found.root(root)));
        while (!next.isEmpty()) {
            if (seen.size() == most) {
                unavailable.add(of.side(), "pipeline " + root.id() + " started more than " + most + " others");
                break;
            }
            Found one = next.removeFirst();
            if (seen.add(one.id())) {
                read(client, of, one, unavailable).ifPresent(found::add);
                next.addAll(children(client, of, one));
            }
        }
        return found;
    }

    /** Whether the target can be compared with a pipeline: one that was skipped never scanned anything. */
    static boolean canBeBaseline(Pipeline root) {
        return root.isForCi() && !root.isSkipped();
    }

    private static String source(PipelineRef root) {
        return root.source() == null ? "unknown" : root.source();
    }

    private record Found(
            long id,
            String sha,
            String ref,
            String status,
            String source,
            @Nullable Long parent) {
        static Found root(PipelineRef root) {
            return new Found(root.id(), root.sha(), root.ref(), root.status(), GatherPipelines.source(root), null);
        }
    }

    private Optional<Pipeline> read(GitLabClient client, Of of, Found found, Unavailable unavailable) {
        List<CommitStatus> jobs = client.commitStatuses().list(of.projectId(), found.sha(), found.id(), null);
        PipelineProgress progress = PipelineProgress.of(found.status(), jobs, statusName);
        if (progress.onlyOurs()) {
            return Optional.empty();
        }
        dev.portcullis.gitlab.Pipeline details = client.pipelines().get(of.projectId(), found.id());
        Scans.Scanned scanned = progress.complete()
                ? scans.of(client.instance(), of.projectId(), found.id(), of.side(), unavailable)
                : Scans.Scanned.NOTHING;
        return Optional.of(new Pipeline(
                found.id(),
                found.sha(),
                found.source(),
                progress.status(),
                progress.complete(),
                details.tag(),
                found.parent(),
                details.createdAt(),
                details.finishedAt(),
                scanned.scans(),
                scanned.components()));
    }

    private static List<Found> children(GitLabClient client, Of of, Found parent) {
        List<Found> children = new ArrayList<>();
        for (Bridge bridge : client.pipelines().bridges(of.projectId(), parent.id())) {
            DownstreamPipeline child = bridge.downstreamPipeline();
            if (child != null && isIn(of, child)) {
                children.add(new Found(
                        child.id(), child.sha(), child.ref(), child.status(), "parent_pipeline", parent.id()));
            }
        }
        return children;
    }

    private static boolean isIn(Of of, DownstreamPipeline child) {
        Long project = child.projectId();
        return project == null ? child.webUrl().contains("/" + of.projectPath() + "/-/") : project == of.projectId();
    }
}
