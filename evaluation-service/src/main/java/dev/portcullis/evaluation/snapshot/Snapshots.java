// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.policy.PoliciesInForce;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.MergeRequest;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.SnapshotParts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Takes snapshots of the facts and keeps them. */
@ApplicationScoped
public class Snapshots {
    private final GatherFacts gatherFacts;
    private final SnapshotStore store;

    Snapshots(GatherFacts gatherFacts, SnapshotStore store) {
        this.gatherFacts = gatherFacts;
        this.store = store;
    }

    /**
     * Gathers the facts about a merge request from GitLab; takes as long as GitLab does.
     *
     * @param mergeRequest as it was just read
     * @param headSha its head
     * @param policies decide which of the expensive facts are needed; their exceptions are facts, too
     * @param tolerant whether failures that will pass are noted in the snapshot too, instead of ending the gathering
     * @throws dev.portcullis.gitlab.GitLabException where nothing can be decided
     */
    public GatheredFacts take(
            GitLabClient client,
            MergeRequestKey key,
            MergeRequest mergeRequest,
            String headSha,
            PoliciesInForce policies,
            boolean tolerant) {
        return gatherFacts.gather(client, key, mergeRequest, headSha, policies, tolerant);
    }

    /** Keeps a snapshot, in the caller's transaction, and returns its digest. */
    @Transactional(Transactional.TxType.MANDATORY)
    public String keep(Snapshot snapshot) {
        SnapshotParts parts = SnapshotParts.of(snapshot);
        store.save(parts);
        return parts.digest();
    }

    /** The snapshot with that digest. */
    public Optional<Snapshot> find(String digest) {
        return store.load(digest);
    }
}
