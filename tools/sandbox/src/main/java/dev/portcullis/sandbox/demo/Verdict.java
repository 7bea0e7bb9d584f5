// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What Portcullis says about a merge request.
 *
 * @param outcome the current decision's outcome, in lower case; empty before the first decision
 * @param headSha the head that it is about
 * @param sentences why
 */
public record Verdict(String outcome, String headSha, List<String> sentences) {
    private static final String INSTANCE = "gitlab";

    /** What Portcullis says now, as {@code person} sees it. */
    public static Verdict of(Rest person, MergeRequest mergeRequest) {
        Rest.Answer answer = person.call("GET", path(mergeRequest), null);
        JsonNode decision = answer.body().path("decision");
        Set<String> sentences = new LinkedHashSet<>();
        sentences.add(decision.path("summary").asText());
        if (decision.path("blocks").asBoolean()) {
            decision.path("policies")
                    .forEach(policy -> policy.path("reasons").forEach(reason -> sentences.add(reason.asText())));
        }
        decision.path("waitsFor").forEach(what -> sentences.add(what.asText()));
        return new Verdict(
                decision.path("outcome").asText(), decision.path("headSha").asText(), List.copyOf(sentences));
    }

    /** The path of the merge request in Portcullis' API. */
    static String path(MergeRequest mergeRequest) {
        return "/api/v1/merge-requests/" + INSTANCE + "/"
                + mergeRequest.project().id() + "/" + mergeRequest.iid();
    }

    /** Whether somebody has to approve first. */
    public boolean isBlocked() {
        return outcome.equals("approval_required") || outcome.equals("undetermined");
    }

    /** Whether nothing of Portcullis stands in the way. */
    public boolean isReleased() {
        return outcome.equals("satisfied") || outcome.equals("not_required");
    }
}
