// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.PushEvent;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project's events, of which only pushes are kept. */
final class EventRoutes {
    private final Rules rules;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    EventRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get("/projects/:id/events", this::list);
    }

    private Reply list(Call call) {
        Project project = find.readable(call);
        String action = call.params().text("action");
        LocalDate after = date("after", call.params().text("after"));
        LocalDate before = date("before", call.params().text("before"));
        List<PushEvent> found = project.pushEvents.stream()
                .filter(event -> action == null || action.equals("pushed"))
                .filter(event -> call.params().text("target_type") == null)
                .filter(event -> after == null || day(event).isAfter(after))
                .filter(event -> before == null || day(event).isBefore(before))
                .toList();
        boolean ascending = "asc".equals(call.params().text("sort", "desc"));
        return paging.offset(call, ascending ? found : found.reversed(), event -> body(project, event));
    }

    private Map<String, @Nullable Object> body(Project project, PushEvent event) {
        Map<String, @Nullable Object> author = bodies.users.basic(rules.state.user(event.authorId()));
        return Json.object(
                "id",
                event.id(),
                "project_id",
                project.id,
                "action_name",
                switch (event.action()) {
                    case "created" -> "pushed new";
                    case "removed" -> "deleted";
                    default -> "pushed to";
                },
                "target_id",
                null,
                "target_iid",
                null,
                "target_type",
                null,
                "author_id",
                event.authorId(),
                "target_title",
                null,
                "created_at",
                Times.api(event.createdAt()),
                "author",
                author,
                "push_data",
                Json.object(
                        "commit_count", event.commitCount(),
                        "action", event.action(),
                        "ref_type", "branch",
                        "commit_from", event.commitFrom(),
                        "commit_to", event.commitTo(),
                        "ref", event.ref(),
                        "commit_title", event.commitTitle(),
                        "ref_count", null),
                "author_username",
                author.get("username"));
    }

    private static LocalDate day(PushEvent event) {
        return LocalDate.ofInstant(event.createdAt(), ZoneOffset.UTC);
    }

    private static @Nullable LocalDate date(String name, @Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw GitLabError.invalidParameter(name + " is invalid");
        }
    }
}
