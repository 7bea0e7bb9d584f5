// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What Portcullis says about a merge request.
 *
 * @param outcome the current decision's outcome, in lower case; empty before the first decision
 * @param headSha the head that it is about
 * @param sentences why
 */
record Verdict(String outcome, String headSha, List<String> sentences) {
    static Verdict of(Rest.Answer answer) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode sentence : answer.body().path("sentences")) {
            sentences.add(sentence.asText());
        }
        return new Verdict(answer.text("outcome"), answer.text("headSha"), sentences);
    }

    boolean isBlocked() {
        return outcome.equals("approval_required") || outcome.equals("undetermined");
    }

    boolean isReleased() {
        return outcome.equals("satisfied") || outcome.equals("not_required");
    }
}
