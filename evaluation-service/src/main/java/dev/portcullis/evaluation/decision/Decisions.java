// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.mergerequest.MergeRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The decisions on record. */
@ApplicationScoped
public class Decisions {
    private final DecisionStore store;
    private final MergeRequests mergeRequests;

    Decisions(DecisionStore store, MergeRequests mergeRequests) {
        this.store = store;
        this.mergeRequests = mergeRequests;
    }

    /** What holds for a merge request now; empty before the first decision. */
    public Optional<RecordedDecision> current(MergeRequestKey key) {
        return mergeRequests.find(key).map(KnownMergeRequest::decisionId).flatMap(store::find);
    }
}
