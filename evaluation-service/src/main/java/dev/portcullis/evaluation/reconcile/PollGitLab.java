// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.reconcile;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.gitlab.GitLabInstances;
import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.mergerequest.MergeRequests;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.MergeRequest;
import dev.portcullis.gitlab.PipelineRef;
import dev.portcullis.gitlab.Pipelines;
import dev.portcullis.messaging.work.Backoff;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.messaging.work.WorkLease;
import dev.portcullis.messaging.work.Worker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks each GitLab instance what changed, for webhooks that were lost: with every webhook dropped this alone leads to
 * the same decisions. {@code portcullis.reconcile.every} (default 1 min) is how often; an open merge request is looked
 * at anyway after {@code portcullis.reconcile.sweep-after} (default 1 h), since members, protected branches and the like
 * change without a trace on it.
 */
@ApplicationScoped
class PollGitLab implements Worker {
    private static final String KIND = "reconcile";
    /** A change can become visible later than its time says, since GitLab's transactions take a while. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private static final Duration FIRST_LOOK_BACK = Duration.ofMinutes(15);

    private static final int SWEPT_AT_ONCE = 100;

    private final GitLabInstances instances;
    private final MergeRequests mergeRequests;
    private final ReconcileStore store;
    private final Work work;
    private final Database database;
    /** The pipelines of the last poll, so that those of the overlap are not taken for news each time. */
    private final Map<String, Map<Long, Instant>> polled = new ConcurrentHashMap<>();

    private final Duration every;
    private final Duration sweepAfter;

    PollGitLab(
            GitLabInstances instances,
            MergeRequests mergeRequests,
            ReconcileStore store,
            Work work,
            Database database,
            @ConfigProperty(name = "portcullis.reconcile.every", defaultValue = "1m") Duration every,
            @ConfigProperty(name = "portcullis.reconcile.sweep-after", defaultValue = "1h") Duration sweepAfter) {
        this.instances = instances;
        this.mergeRequests = mergeRequests;
        this.store = store;
        this.work = work;
        this.database = database;
        this.every = every;
        this.sweepAfter = sweepAfter;
    }

    void start(@Observes StartupEvent event) {
        instances.names().forEach(instance -> work.markDirty(KIND, instance));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Duration lease() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Backoff backoff() {
        return new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));
    }

    @Override
    public void work(WorkLease lease) {
        String instance = lease.key();
        if (instances.names().contains(instance)) {
            GitLabClient client = instances.client(instance);
            pollMergeRequests(client, instance);
            mergeRequests.projectsWithOpen(instance).forEach(project -> pollPipelines(client, instance, project));
            mergeRequests
                    .openNotEvaluatedSince(instance, Instant.now().minus(sweepAfter), SWEPT_AT_ONCE)
                    .forEach(mergeRequests::evaluateInBackground);
        }
        database.inTransaction(() -> {
            work.complete(lease, Optional.of(Instant.now().plus(every)));
            return true;
        });
    }

    /** The first time all open ones, then those that changed since. */
    private void pollMergeRequests(GitLabClient client, String instance) {
        Optional<Instant> since = store.until(instance);
        Instant until = since.orElse(Instant.EPOCH);
        dev.portcullis.gitlab.MergeRequests.Filter filter = since.map(
                        instant -> dev.portcullis.gitlab.MergeRequests.Filter.updatedAfter(instant.minus(OVERLAP)))
                .orElse(dev.portcullis.gitlab.MergeRequests.Filter.OPENED);
        for (MergeRequest found : client.mergeRequests().all(filter)) {
            MergeRequestKey key = new MergeRequestKey(instance, found.projectId(), found.iid());
            Instant updatedAt = found.updatedAt();
            if (isNews(key, updatedAt)) {
                mergeRequests.evaluate(key);
            }
            if (updatedAt != null && updatedAt.isAfter(until)) {
                until = updatedAt;
            }
        }
        if (until.isAfter(Instant.EPOCH)) {
            store.setUntil(instance, until);
        }
    }

    private boolean isNews(MergeRequestKey key, @Nullable Instant updatedAt) {
        Instant known =
                mergeRequests.find(key).map(KnownMergeRequest::updatedAt).orElse(null);
        return known == null || updatedAt == null || updatedAt.isAfter(known);
    }

    private void pollPipelines(GitLabClient client, String instance, long projectId) {
        Optional<Instant> since = store.until(instance, projectId);
        if (since.isEmpty()) {
            // Everything was looked at when the project's merge requests were first seen, a moment ago.
            store.setUntil(instance, projectId, Instant.now().minus(FIRST_LOOK_BACK));
            return;
        }
        Instant until = since.get();
        Set<MergeRequestKey> concerned = new LinkedHashSet<>();
        Map<Long, Instant> before = polled.getOrDefault(instance + ":" + projectId, Map.of());
        Map<Long, Instant> now = new HashMap<>();
        for (PipelineRef pipeline :
                client.pipelines().list(projectId, Pipelines.Filter.updatedAfter(until.minus(OVERLAP)))) {
            Instant updatedAt = pipeline.updatedAt() == null ? Instant.EPOCH : pipeline.updatedAt();
            now.put(pipeline.id(), updatedAt);
            if (!updatedAt.equals(before.get(pipeline.id()))) {
                mergeRequests.openAt(instance, pipeline.sha()).forEach(found -> concerned.add(found.key()));
            }
            until = updatedAt.isAfter(until) ? updatedAt : until;
        }
        polled.put(instance + ":" + projectId, now);
        concerned.forEach(mergeRequests::evaluate);
        store.setUntil(instance, projectId, until);
    }
}
