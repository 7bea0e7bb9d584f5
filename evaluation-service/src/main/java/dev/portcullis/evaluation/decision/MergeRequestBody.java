// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A merge request as the REST API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MergeRequestBody(
        String instance,
        long projectId,
        long iid,
        String projectPath,
        String title,
        String url,
        String state,
        String author,
        String sourceBranch,
        String targetBranch,
        String headSha,
        @Nullable UUID decisionId,
        @Nullable String outcome,
        Instant changedAt) {
    static MergeRequestBody of(KnownMergeRequest known) {
        return new MergeRequestBody(
                known.key().instance(),
                known.key().projectId(),
                known.key().iid(),
                known.projectPath(),
                known.title(),
                known.url(),
                known.state(),
                known.author(),
                known.sourceBranch(),
                known.targetBranch(),
                known.headSha(),
                known.decisionId(),
                known.outcome(),
                known.changedAt());
    }
}
