// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.contracts.PolicyOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A decision as the REST API shows it; {@code result} is the whole of it, as it was computed and recorded. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DecisionBody(
        UUID id,
        String instance,
        long projectId,
        long iid,
        long sequence,
        String outcome,
        boolean blocks,
        String headSha,
        String summary,
        int approvalsLeft,
        List<String> waitsFor,
        List<String> scanNotes,
        List<PolicyOutcome> policies,
        Instant decidedAt,
        @Nullable Instant revisitAt,
        List<Long> sourcePipelines,
        List<Long> targetPipelines,
        long policyRevision,
        String policySetSha256,
        String snapshotSha256,
        String engineVersion,
        @Nullable JsonNode result) {
    static DecisionBody of(RecordedDecision decision, @Nullable JsonNode result) {
        return new DecisionBody(
                decision.id(),
                decision.key().instance(),
                decision.key().projectId(),
                decision.key().iid(),
                decision.sequence(),
                decision.view().outcome(),
                decision.view().blocks(),
                decision.view().headSha(),
                decision.view().summary(),
                decision.view().approvalsLeft(),
                decision.view().waitsFor(),
                decision.view().scanNotes(),
                decision.view().policies(),
                decision.decidedAt(),
                decision.revisitAt(),
                decision.sourcePipelines(),
                decision.targetPipelines(),
                decision.policyRevision(),
                decision.policySetSha256(),
                decision.snapshotSha256(),
                decision.engineVersion(),
                result);
    }
}
