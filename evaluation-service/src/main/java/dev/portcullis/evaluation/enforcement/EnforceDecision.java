// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.decision.Decisions;
import dev.portcullis.evaluation.decision.RecordedDecision;
import dev.portcullis.evaluation.gitlab.GitLabInstances;
import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.mergerequest.MergeRequests;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.MergeRequest;
import dev.portcullis.gitlab.PipelineRef;
import dev.portcullis.messaging.work.Backoff;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.messaging.work.WorkLease;
import dev.portcullis.messaging.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drives GitLab to the current decision about one merge request, whatever stands there now. */
@ApplicationScoped
class EnforceDecision implements Worker {
    private final GitLabInstances instances;
    private final MergeRequests mergeRequests;
    private final Decisions decisions;
    private final CheckSettings settings;
    private final PostStatus status;
    private final PostComment comment;
    private final EnforcementStore store;
    private final Work work;
    private final Database database;

    EnforceDecision(
            GitLabInstances instances,
            MergeRequests mergeRequests,
            Decisions decisions,
            CheckSettings settings,
            PostStatus status,
            PostComment comment,
            EnforcementStore store,
            Work work,
            Database database) {
        this.instances = instances;
        this.mergeRequests = mergeRequests;
        this.decisions = decisions;
        this.settings = settings;
        this.status = status;
        this.comment = comment;
        this.store = store;
        this.work = work;
        this.database = database;
    }

    @Override
    public String kind() {
        return MergeRequests.ENFORCE;
    }

    @Override
    public Backoff backoff() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    @Override
    public void work(WorkLease lease) {
        MergeRequestKey key = MergeRequestKey.parse(lease.key());
        Optional<KnownMergeRequest> known = mergeRequests.find(key);
        Optional<RecordedDecision> decision = decisions.current(key);
        if (known.isPresent() && decision.isPresent() && isOurs(known.get(), decision.get())) {
            enforce(instances.client(key.instance()), known.get(), decision.get());
        }
        database.inTransaction(() -> {
            work.complete(lease);
            return true;
        });
    }

    /** Merge requests that no policy is about are left alone, unless something of ours stands there already. */
    private boolean isOurs(KnownMergeRequest known, RecordedDecision decision) {
        return decision.view().policies().stream()
                        .anyMatch(policy -> !policy.status().equals("not_applicable"))
                || store.hasComment(known.key())
                || decision.sequence() > 1;
    }

    private void enforce(GitLabClient client, KnownMergeRequest known, RecordedDecision decision) {
        MergeRequestKey key = known.key();
        MergeRequest mergeRequest = client.mergeRequests().get(key.projectId(), key.iid());
        String headSha = mergeRequest.sha();
        if (headSha == null || !isOpen(mergeRequest)) {
            return;
        }
        if (!headSha.equals(decision.view().headSha())) {
            mergeRequests.evaluate(key);
        }
        settings.check(client, known);
        try {
            postStatus(client, known, decision, mergeRequest.headPipeline(), headSha);
        } finally {
            // It tells what is required, all the more where no status can be posted.
            if (headSha.equals(decision.view().headSha())) {
                comment.post(client, decision);
            }
        }
    }

    private void postStatus(
            GitLabClient client,
            KnownMergeRequest known,
            RecordedDecision decision,
            @Nullable PipelineRef pipeline,
            String headSha) {
        if (pipeline != null && isOf(pipeline, headSha)) {
            Verdict verdict = shared(client, known, pipeline, headSha, Verdict.of(Optional.of(decision), headSha));
            status.post(client, known, pipeline, verdict, decision.id());
        }
    }

    private static boolean isOpen(MergeRequest mergeRequest) {
        return List.of("opened", "locked").contains(mergeRequest.state());
    }

    /** Right after a push GitLab can still show the pipeline of the head before; merged results run on another SHA. */
    private static boolean isOf(PipelineRef pipeline, String headSha) {
        return pipeline.sha().equals(headSha) || pipeline.ref().startsWith("refs/merge-requests/");
    }

    /**
     * A branch pipeline is the head pipeline of every merge request of that branch, but has only one status: it shows
     * the strictest of their verdicts.
     */
    private Verdict shared(
            GitLabClient client, KnownMergeRequest known, PipelineRef pipeline, String headSha, Verdict own) {
        if (pipeline.ref().startsWith("refs/merge-requests/")) {
            return own;
        }
        Verdict strictest = own;
        for (KnownMergeRequest other : mergeRequests.openAt(known.key().instance(), headSha)) {
            Optional<RecordedDecision> decision = decisions.current(other.key());
            if (!other.key().equals(known.key())
                    && decision.isPresent()
                    && other.headSha().equals(headSha)) {
                Verdict theirs = Verdict.of(decision, headSha);
                if (theirs.blocks() && !strictest.blocks() && hasHead(client, other, pipeline)) {
                    strictest = new Verdict(true, "!" + other.key().iid() + ": " + theirs.description());
                }
            }
        }
        return strictest;
    }

    private static boolean hasHead(GitLabClient client, KnownMergeRequest other, PipelineRef pipeline) {
        PipelineRef head = client.mergeRequests()
                .get(other.key().projectId(), other.key().iid())
                .headPipeline();
        return head != null && head.id() == pipeline.id();
    }
}
