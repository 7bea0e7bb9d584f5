// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.mergerequest.MergeRequests;
import dev.portcullis.evaluation.policy.Policies;
import dev.portcullis.evaluation.snapshot.GatheredFacts;
import dev.portcullis.evaluation.snapshot.Snapshots;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.messaging.work.WorkLease;
import dev.portcullis.policy.counterfactual.WayOut;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Makes a decision count, with everything that follows from it, in one transaction: only if the lease still holds and
 * the policies have not changed since. {@code portcullis.evaluation.retry-missing} (default 30 s) is how soon facts are
 * asked for again that could not be obtained.
 */
@ApplicationScoped
class CommitDecision {
    private final Database database;
    private final Work work;
    private final Policies policies;
    private final MergeRequests mergeRequests;
    private final Snapshots snapshots;
    private final DecisionStore store;
    private final AnnounceDecision announce;
    private final DecisionMetrics metrics;
    private final Duration retryMissing;

    CommitDecision(
            Database database,
            Work work,
            Policies policies,
            MergeRequests mergeRequests,
            Snapshots snapshots,
            DecisionStore store,
            AnnounceDecision announce,
            DecisionMetrics metrics,
            @ConfigProperty(name = "portcullis.evaluation.retry-missing", defaultValue = "30s") Duration retryMissing) {
        this.database = database;
        this.work = work;
        this.policies = policies;
        this.mergeRequests = mergeRequests;
        this.snapshots = snapshots;
        this.store = store;
        this.announce = announce;
        this.metrics = metrics;
        this.retryMissing = retryMissing;
    }

    /** A decision and what it was made from. */
    record Decided(
            KnownMergeRequest seen,
            GatheredFacts facts,
            PolicySet policies,
            Decision decision,
            List<WayOut> waysOut,
            long policyRevision) {}

    /** Ends the work without a decision; {@code seen} is recorded. */
    void nothing(WorkLease lease, Optional<KnownMergeRequest> seen) {
        database.inTransaction(() -> {
            work.complete(lease);
            seen.ifPresent(mergeRequests::saw);
            seen.filter(closed -> !closed.isOpen()).ifPresent(this::freeOthers);
            return true;
        });
    }

    /**
     * Commits.
     *
     * @return false where the policies have changed: nothing is committed then
     * @throws dev.portcullis.messaging.work.LeaseLostException where another worker has taken over
     */
    boolean commit(WorkLease lease, Decided decided) {
        return database.inTransaction(() -> {
            // Activations lock the revision before they mark work, so the revision comes first here too.
            if (policies.holdRevision() != decided.policyRevision()) {
                return false;
            }
            work.complete(lease, again(decided));
            MergeRequestKey key = decided.seen().key();
            KnownMergeRequest before = mergeRequests.lock(key).orElse(null);
            mergeRequests.saw(decided.seen());
            RecordedDecision last = last(before);
            if (last == null && decided.decision().policies().isEmpty()) {
                return true;
            }
            DecisionView view = view(decided);
            if (last == null || !last.view().equals(view)) {
                record(decided, view, before, last);
            }
            if (decided.seen().state().equals("merged")) {
                announce.merged(decided.seen(), view);
                freeOthers(decided.seen());
            } else {
                mergeRequests.enforce(key);
            }
            return true;
        });
    }

    /** Merge requests that share its head pipeline showed the stricter verdict, which may have been this one's. */
    private void freeOthers(KnownMergeRequest over) {
        mergeRequests.enforceAll(mergeRequests.openAt(over.key().instance(), over.headSha()).stream()
                .map(KnownMergeRequest::key)
                .toList());
    }

    private @Nullable RecordedDecision last(@Nullable KnownMergeRequest before) {
        return Optional.ofNullable(before)
                .map(KnownMergeRequest::decisionId)
                .flatMap(store::find)
                .orElse(null);
    }

    private void record(
            Decided decided, DecisionView view, @Nullable KnownMergeRequest before, @Nullable RecordedDecision last) {
        Decision decision = decided.decision();
        Snapshot snapshot = decided.facts().snapshot();
        RecordedDecision recorded = new RecordedDecision(
                Ids.timeOrdered(),
                decided.seen().key(),
                decided.seen().namespace(),
                before == null ? 1 : before.sequence() + 1,
                ids(snapshot.source().pipelines().stream()),
                ids(snapshot.target().candidates().stream().flatMap(candidate -> candidate.pipelines().stream())),
                decided.policyRevision(),
                decision.policySetDigest(),
                snapshots.keep(snapshot),
                decision.engineVersion(),
                decision.now(),
                decision.revisitAt(),
                view);
        store.insert(recorded, DecisionJson.write(decision));
        mergeRequests.decided(recorded.key(), recorded.id(), recorded.sequence(), view.outcome(), recorded.decidedAt());
        announce.decided(decided.seen(), recorded, last, decision);
        metrics.decided(view.outcome());
    }

    private Optional<Instant> again(Decided decided) {
        Instant revisit = decided.decision().revisitAt();
        Instant retry = decided.facts().incomplete() ? Instant.now().plus(retryMissing) : null;
        return Stream.of(revisit, retry).filter(instant -> instant != null).min(Instant::compareTo);
    }

    private static DecisionView view(Decided decided) {
        return DescribeDecision.describe(
                decided.seen().key().instance(),
                decided.seen().headSha(),
                decided.policies(),
                decided.decision(),
                decided.facts(),
                decided.waysOut());
    }

    private static List<Long> ids(Stream<Pipeline> pipelines) {
        return pipelines.map(Pipeline::id).distinct().sorted().toList();
    }
}
