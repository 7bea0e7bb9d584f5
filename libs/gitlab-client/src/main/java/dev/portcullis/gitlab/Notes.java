// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.util.List;
import java.util.Map;

/** Comments and threads on merge requests. */
public final class Notes {
    private final Api api;

    Notes(Api api) {
        this.api = api;
    }

    /** Oldest first. */
    public List<Note> list(long projectId, long iid) {
        return api.list(at(projectId, iid, "notes").with("sort", "asc"), Note.class);
    }

    /** Adds a comment, which cannot be resolved; a thread that can is a {@linkplain #discuss discussion}. */
    public Note create(long projectId, long iid, String body) {
        return api.send("POST", at(projectId, iid, "notes"), Map.of("body", body), Note.class);
    }

    public Note update(long projectId, long iid, long noteId, String body) {
        Endpoint note = Endpoint.of("projects", projectId, "merge_requests", iid, "notes", noteId);
        return api.send("PUT", note, Map.of("body", body), Note.class);
    }

    public List<Discussion> discussions(long projectId, long iid) {
        return api.list(at(projectId, iid, "discussions"), Discussion.class);
    }

    /** Starts a thread, which "all threads must be resolved" counts. */
    public Discussion discuss(long projectId, long iid, String body) {
        return api.send("POST", at(projectId, iid, "discussions"), Map.of("body", body), Discussion.class);
    }

    /** Resolves a thread or opens it again. */
    public Discussion resolve(long projectId, long iid, String discussionId, boolean resolved) {
        Endpoint discussion = Endpoint.of("projects", projectId, "merge_requests", iid, "discussions", discussionId);
        return api.send("PUT", discussion, Map.of("resolved", resolved), Discussion.class);
    }

    private static Endpoint at(long projectId, long iid, String part) {
        return Endpoint.of("projects", projectId, "merge_requests", iid, part);
    }
}
