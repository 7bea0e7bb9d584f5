// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import dev.portcullis.evaluation.gitlab.GitLabInstances;
import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.mergerequest.MergeRequests;
import dev.portcullis.evaluation.policy.Policies;
import dev.portcullis.evaluation.policy.PoliciesInForce;
import dev.portcullis.evaluation.snapshot.GatheredFacts;
import dev.portcullis.evaluation.snapshot.Snapshots;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.MergeRequest;
import dev.portcullis.messaging.Failpoints;
import dev.portcullis.messaging.work.Backoff;
import dev.portcullis.messaging.work.WorkLease;
import dev.portcullis.messaging.work.Worker;
import dev.portcullis.policy.counterfactual.WayOut;
import dev.portcullis.policy.counterfactual.WaysOut;
import dev.portcullis.policy.decision.Decider;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Brings the decision about one merge request up to date. A failure of GitLab that passes puts the work off;
 * {@code portcullis.evaluation.patience} (default 3) is the number of attempts after which a decision is made that says
 * what could not be known.
 */
@ApplicationScoped
class EvaluateMergeRequest implements Worker {
    private static final Logger LOG = Logger.getLogger(EvaluateMergeRequest.class);
    /** The most decisions about what would be, so that one merge request does not hold up the others. */
    private static final int MOST_SUPPOSED = 500;

    private static final int ROUNDS = 5;

    private final GitLabInstances instances;
    private final MergeRequests mergeRequests;
    private final Policies policies;
    private final Snapshots snapshots;
    private final CommitDecision commitDecision;
    private final DecisionMetrics metrics;
    private final Failpoints failpoints;
    private final int patience;

    EvaluateMergeRequest(
            GitLabInstances instances,
            MergeRequests mergeRequests,
            Policies policies,
            Snapshots snapshots,
            CommitDecision commitDecision,
            DecisionMetrics metrics,
            Failpoints failpoints,
            @ConfigProperty(name = "portcullis.evaluation.patience", defaultValue = "3") int patience) {
        this.instances = instances;
        this.mergeRequests = mergeRequests;
        this.policies = policies;
        this.snapshots = snapshots;
        this.commitDecision = commitDecision;
        this.metrics = metrics;
        this.failpoints = failpoints;
        this.patience = patience;
    }

    @Override
    public String kind() {
        return MergeRequests.EVALUATE;
    }

    @Override
    public Duration lease() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Backoff backoff() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    @Override
    public void work(WorkLease lease) {
        failpoints.hit("evaluation.after-lease");
        Instant started = Instant.now();
        MergeRequestKey key = MergeRequestKey.parse(lease.key());
        for (int round = 0; round < ROUNDS; round++) {
            if (evaluate(lease, key)) {
                metrics.evaluated(Duration.between(started, Instant.now()));
                failpoints.hit("evaluation.after-commit");
                return;
            }
        }
        throw new IllegalStateException("the policies changed " + ROUNDS + " times while they were applied");
    }

    /** Returns whether it is done; else the policies changed meanwhile. */
    private boolean evaluate(WorkLease lease, MergeRequestKey key) {
        Optional<KnownMergeRequest> known = mergeRequests.find(key);
        GitLabClient client = instances.client(key.instance());
        Optional<MergeRequest> read = read(client, key, known);
        String headSha = read.map(MergeRequest::sha).orElse(null);
        if (read.isEmpty() || headSha == null) {
            commitDecision.nothing(lease, Optional.empty());
            return true;
        }
        MergeRequest mergeRequest = read.get();
        PoliciesInForce inForce = policies.of(key.instance());
        if (isOver(mergeRequest, known) || (inForce.set().all().isEmpty() && isUndecided(known))) {
            commitDecision.nothing(lease, Optional.of(seen(client, key, mergeRequest, headSha)));
            return true;
        }
        GatheredFacts facts = snapshots.take(client, key, mergeRequest, headSha, inForce, lease.attempt() >= patience);
        failpoints.hit("evaluation.after-gathering");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Decision decision = Decider.decide(inForce.set(), facts.snapshot(), now);
        KnownMergeRequest seen =
                known(key, mergeRequest, headSha, facts.snapshot().project().path());
        return commitDecision.commit(
                lease,
                new CommitDecision.Decided(
                        seen, facts, inForce.set(), decision, waysOut(inForce, facts, decision), inForce.revision()));
    }

    /** What would release it; while a pipeline runs there is nothing to say but to wait. */
    private static List<WayOut> waysOut(PoliciesInForce inForce, GatheredFacts facts, Decision decision) {
        return decision.outcome().blocks() && decision.outcome() != Outcome.PENDING
                ? WaysOut.of(inForce.set(), facts.snapshot(), decision.now(), MOST_SUPPOSED)
                : List.of();
    }

    /** A hint about a merge request that is not there is false; one that we knew has to be read again. */
    private static Optional<MergeRequest> read(
            GitLabClient client, MergeRequestKey key, Optional<KnownMergeRequest> known) {
        try {
            return Optional.of(client.mergeRequests().get(key.projectId(), key.iid()));
        } catch (GitLabException e) {
            if (e.kind() == GitLabException.Kind.NOT_FOUND && known.isEmpty()) {
                LOG.infof("there is no merge request %s, or it may not be seen: %s", key.text(), e.getMessage());
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A closed merge request needs nothing, a merged one a last look to see whether it was allowed. */
    private static boolean isOver(MergeRequest mergeRequest, Optional<KnownMergeRequest> known) {
        return mergeRequest.state().equals("closed")
                || (mergeRequest.state().equals("merged")
                        && known.map(before -> before.state().equals("merged")).orElse(false));
    }

    private static boolean isUndecided(Optional<KnownMergeRequest> known) {
        return known.map(KnownMergeRequest::decisionId).isEmpty();
    }

    private KnownMergeRequest seen(
            GitLabClient client, MergeRequestKey key, MergeRequest mergeRequest, String headSha) {
        String path = mergeRequests
                .find(key)
                .map(KnownMergeRequest::projectPath)
                .orElseGet(() -> client.projects().get(key.projectId()).pathWithNamespace());
        return known(key, mergeRequest, headSha, path);
    }

    private static KnownMergeRequest known(
            MergeRequestKey key, MergeRequest mergeRequest, String headSha, String projectPath) {
        return new KnownMergeRequest(
                key,
                projectPath,
                mergeRequest.title(),
                mergeRequest.webUrl(),
                mergeRequest.state(),
                mergeRequest.author() == null ? "" : mergeRequest.author().username(),
                mergeRequest.sourceProjectId(),
                mergeRequest.sourceBranch(),
                mergeRequest.targetBranch(),
                headSha,
                mergeRequest.diffRefs() == null ? null : mergeRequest.diffRefs().baseSha(),
                null,
                0,
                null,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                mergeRequest.updatedAt());
    }
}
