// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A merge request of the demo.
 *
 * @param project its target project
 * @param iid its number there
 * @param url its page
 */
public record MergeRequest(Project project, long iid, String url) {
    /** GitLab's own merge call, by the developer. */
    public Rest.Answer merge() {
        return project.developer().call("PUT", api() + "/merge", Map.of());
    }

    /** An approval in GitLab by the person that {@code person} calls for. */
    public void approve(Rest person) {
        person.require("POST", api() + "/approve", Map.of());
    }

    /** GitLab's view. */
    public JsonNode inGitLab() {
        return project.developer().require("GET", api(), null);
    }

    /** The bodies of Portcullis' own comments, as {@code person} sees them. */
    public List<String> botComments(Rest person) {
        List<String> bodies = new ArrayList<>();
        for (JsonNode note : person.require("GET", api() + "/notes", null)) {
            if (note.path("author").path("username").asText().equals(Company.BOT)) {
                bodies.add(note.path("body").asText());
            }
        }
        return bodies;
    }

    /** How people write it, e.g. {@code acme/shop/web!7}. */
    public String name() {
        return project.path() + "!" + iid;
    }

    private String api() {
        return Company.project(project.path()) + "/merge_requests/" + iid;
    }
}
