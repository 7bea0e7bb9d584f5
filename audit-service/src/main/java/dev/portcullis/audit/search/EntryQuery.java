// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.search;

import dev.portcullis.service.paging.QueryParameter;
import dev.portcullis.service.sql.ColumnText;
import dev.portcullis.service.sql.Where;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filters of a search, all of which have to hold. */
class EntryQuery {
    @QueryParam("actor")
    @Parameter(description = "The id or the exact name of who did it")
    @Nullable
    String actor;

    @QueryParam("action")
    @Parameter(description = "What was done, e.g. proposal.approved; proposal.* for all that was done to proposals")
    @Nullable
    String action;

    @QueryParam("objectType")
    @Parameter(description = "What it was done to, e.g. proposal")
    @Nullable
    String objectType;

    @QueryParam("objectId")
    @Parameter(description = "Which one it was done to")
    @Nullable
    String objectId;

    @QueryParam("namespace")
    @Parameter(description = "The instance, group or project, with everything below it: <instance>[/<full path>]")
    @Nullable
    String namespace;

    @QueryParam("instance")
    @Parameter(description = "The GitLab instance of the project concerned")
    @Nullable
    String instance;

    @QueryParam("project")
    @Parameter(description = "GitLab's id of the project concerned")
    @Nullable
    String project;

    @QueryParam("from")
    @Parameter(description = "The earliest time it happened, e.g. 2026-11-24T12:00:00Z")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "The time before which it happened")
    @Nullable
    String to;

    @QueryParam("text")
    @Parameter(description = "Words, each of which begins a word of the entry")
    @Nullable
    String text;

    /** Adds the filters to a query's conditions. */
    void addTo(Where where) {
        if (actor != null) {
            where.and("(actor_id = ? or actor_name = ?)", actor, actor);
        }
        if (action != null && action.endsWith(".*")) {
            where.and("starts_with(action, ?)", action.substring(0, action.length() - 1));
        } else {
            where.andIfPresent("action = ?", action);
        }
        where.andIfPresent("object_type = ?", objectType).andIfPresent("object_id = ?", objectId);
        if (namespace != null && !namespace.isEmpty()) {
            where.and("(namespace = ? or starts_with(namespace, ?))", namespace, namespace + "/");
        }
        where.andIfPresent("instance = ?", instance)
                .andIfPresent("project_id = ?", QueryParameter.number("project", project))
                .andIfPresent("occurred_at >= ?", QueryParameter.time("from", from))
                .andIfPresent("occurred_at < ?", QueryParameter.time("to", to));
        String words = text == null ? "" : ColumnText.wordQuery(text);
        if (!words.isEmpty()) {
            where.and("search @@ to_tsquery('simple', ?)", words);
        }
    }
}
