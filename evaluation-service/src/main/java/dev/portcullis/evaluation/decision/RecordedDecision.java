// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static java.util.Objects.requireNonNull;

import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision on record. It never changes; a later one supersedes it.
 *
 * @param id the decision's id, a UUIDv7
 * @param key the merge request
 * @param namespace the grant namespace that may read it
 * @param sequence counts the merge request's decisions from 1 without gaps
 * @param sourcePipelines ids of the head's pipelines
 * @param targetPipelines ids of the pipelines that it could be compared with
 * @param policyRevision the policies' revision
 * @param policySetSha256 the digest of the policies, lower-case hex
 * @param snapshotSha256 the digest of the facts, lower-case hex
 * @param engineVersion which engine decided
 * @param decidedAt the instant that it was decided for
 * @param revisitAt when it can change without an event, or null
 * @param view what it says
 */
public record RecordedDecision(
        UUID id,
        MergeRequestKey key,
        String namespace,
        long sequence,
        List<Long> sourcePipelines,
        List<Long> targetPipelines,
        long policyRevision,
        String policySetSha256,
        String snapshotSha256,
        String engineVersion,
        Instant decidedAt,
        @Nullable Instant revisitAt,
        DecisionView view) {
    public RecordedDecision {
        requireNonNull(id, "id is null");
        requireNonNull(key, "key is null");
        requireNonNull(namespace, "namespace is null");
        requireNonNull(policySetSha256, "policySetSha256 is null");
        requireNonNull(snapshotSha256, "snapshotSha256 is null");
        requireNonNull(engineVersion, "engineVersion is null");
        requireNonNull(decidedAt, "decidedAt is null");
        requireNonNull(view, "view is null");
        sourcePipelines = List.copyOf(sourcePipelines);
        targetPipelines = List.copyOf(targetPipelines);
    }
}
