// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.sandbox.demo.Cast;
import dev.portcullis.sandbox.demo.MergeRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an episode leaves behind, without what differs from one merge request to the next.
 *
 * @param decisions the outcomes of the recorded decisions, in order
 * @param statuses the states of the commit status in GitLab, in order, repeats left out
 * @param comments how many comments of the bot there are
 * @param audited the kinds of entries that the audit log has about the merge request, and how many decisions
 * @param waiting rows of the outbox and of due work that are left
 */
record Traces(List<String> decisions, List<String> statuses, int comments, List<String> audited, List<String> waiting) {

    static Traces of(RunningSystem running, Cast cast, Episode episode, MergeRequest opened) throws SQLException {
        long project = opened.project().id();
        List<String> decisions = running.evaluationRows(
                "select outcome from decision where project_id = ? and iid = ? order by sequence",
                project,
                opened.iid());
        List<String> waiting = running.evaluationRows(
                "select topic from outbox union all select kind from work where dirty > done and key like ?"
                        + " and due_at <= now()",
                "%:" + project + ":" + opened.iid());
        return new Traces(
                decisions, statuses(cast, opened), episode.comments(opened).size(), audited(cast, opened), waiting);
    }

    /** The posts of the status that GitLab took, one after the other, as its own log has them. */
    private static List<String> statuses(Cast cast, MergeRequest opened) {
        String head = opened.inGitLab().path("sha").asText();
        JsonNode calls = cast.ci().require("GET", "/calls?method=POST&path=/statuses/" + head, null);
        List<String> states = new ArrayList<>();
        for (JsonNode call : calls) {
            String state = call.path("body").asText().contains("\"failed\"") ? "failed" : "success";
            if (call.path("status").asInt() / 100 == 2
                    && (states.isEmpty() || !states.getLast().equals(state))) {
                states.add(state);
            }
        }
        return states;
    }

    /**
     * How often a status was posted depends on timing, so that only its kinds are compared; decisions are counted.
     */
    private static List<String> audited(Cast cast, MergeRequest opened) {
        String object = "gitlab:" + opened.project().id() + ":" + opened.iid();
        JsonNode entries = cast.adaAtPortcullis()
                .require("GET", "/api/v1/audit?limit=200&objectId=" + object, null)
                .path("items");
        Set<String> kinds = new TreeSet<>();
        int decided = 0;
        for (JsonNode entry : entries) {
            String action = entry.path("entry").path("action").asText();
            kinds.add(action);
            decided += action.equals("merge-request.decided") ? 1 : 0;
        }
        kinds.add("decided " + decided + " times");
        return List.copyOf(kinds);
    }
}
