// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import static java.util.Objects.requireNonNull;

import dev.portcullis.evaluation.decision.RecordedDecision;
import java.util.Optional;

/**
 * What the commit status on a pipeline has to say.
 *
 * @param blocks whether it has to fail
 * @param description why, at most 255 characters
 */
record Verdict(boolean blocks, String description) {
    /** GitLab's limit of a status' description. */
    static final int MOST = 255;

    Verdict {
        requireNonNull(description, "description is null");
        if (description.length() > MOST) {
            description = description.substring(0, MOST - 1) + "…";
        }
    }

    /** The verdict of a decision on the head that a merge request has now; a decision about another head is none. */
    static Verdict of(Optional<RecordedDecision> decision, String headSha) {
        return decision.filter(recorded -> recorded.view().headSha().equals(headSha))
                .map(recorded ->
                        new Verdict(recorded.view().blocks(), recorded.view().summary()))
                .orElse(new Verdict(true, "Portcullis has not evaluated this commit yet."));
    }

    /**
     * GitLab's word. A block is {@code failed}, never {@code pending}: a pending job keeps the pipeline running, and
     * everything that waits for the pipeline would wait for the block.
     */
    String state() {
        return blocks ? "failed" : "success";
    }
}
