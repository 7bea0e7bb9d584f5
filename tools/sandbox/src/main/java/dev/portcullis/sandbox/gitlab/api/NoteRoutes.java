// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.MergeRequestEvent;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.Discussion;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Note;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Comments on merge requests. Those made through {@code /notes} cannot be resolved; threads can. */
final class NoteRoutes {
    private static final String ONE = "/projects/:id/merge_requests/:iid";
    private static final int LIMIT = 1_000_000;

    private final Rules rules;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    NoteRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get(ONE + "/notes", this::list);
        api.post(ONE + "/notes", call -> Reply.created(add(call, true)));
        api.get(ONE + "/notes/:note_id", call -> Reply.ok(body(place(call))));
        api.put(ONE + "/notes/:note_id", this::edit);
        api.delete(ONE + "/notes/:note_id", this::delete);
        api.get(ONE + "/discussions", this::discussions);
        api.post(ONE + "/discussions", call -> Reply.created(add(call, false)));
        api.get(ONE + "/discussions/:discussion_id", this::discussion);
        api.put(ONE + "/discussions/:discussion_id", this::resolve);
        api.post(ONE + "/discussions/:discussion_id/notes", this::answer);
    }

    private Reply list(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        boolean byUpdate = call.params()
                .choice("order_by", Set.of("created_at", "updated_at"), "created_at")
                .equals("updated_at");
        Comparator<Place> order =
                Comparator.comparing((Place place) -> byUpdate ? place.note.updatedAt : place.note.createdAt);
        order = order.thenComparing(place -> place.note.id);
        boolean ascending =
                call.params().choice("sort", Set.of("asc", "desc"), "desc").equals("asc");
        List<Place> places = new ArrayList<>();
        for (Discussion discussion : mergeRequest.discussions) {
            for (Note note : discussion.notes) {
                if (visible(call, mergeRequest, note)) {
                    places.add(new Place(mergeRequest, discussion, note));
                }
            }
        }
        places.sort(ascending ? order : order.reversed());
        return paging.offset(call, places, this::body);
    }

    private boolean visible(Call call, MergeRequest mergeRequest, Note note) {
        return !note.internal || find.has(call, rules.state.project(mergeRequest.projectId), AccessLevel.PLANNER);
    }

    private Map<String, @Nullable Object> add(Call call, boolean individual) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        User user = call.user();
        Discussion discussion = new Discussion();
        Note note = note(call, user);
        discussion.id = Digests.sha1((mergeRequest.id + ":" + note.id).getBytes(StandardCharsets.UTF_8));
        discussion.individual = individual;
        discussion.notes.add(note);
        mergeRequest.discussions.add(discussion);
        created(user, mergeRequest, discussion, note);
        return individual
                ? body(new Place(mergeRequest, discussion, note))
                : bodies.mergeRequests.discussion(mergeRequest, discussion);
    }

    private void created(User user, MergeRequest mergeRequest, Discussion discussion, Note note) {
        mergeRequest.updatedAt = rules.clock.instant();
        rules.events.noted(user, mergeRequest, discussion, note, "create");
    }

    private Note note(Call call, User user) {
        Note note = new Note();
        note.body = text(call);
        note.id = rules.state.nextId("note");
        note.authorId = user.id;
        note.internal = call.params().flag("internal", call.params().flag("confidential", false));
        note.createdAt = rules.clock.instant();
        note.updatedAt = note.createdAt;
        return note;
    }

    private static String text(Call call) {
        String body = call.params().required("body");
        if (body.isBlank()) {
            throw GitLabError.badRequest("400 Bad request - Note {:note=>[\"can't be blank\"]}");
        }
        if (body.length() > LIMIT) {
            throw GitLabError.badRequest(
                    "400 Bad request - Note {:note=>[\"is too long (maximum is 1000000 characters)\"]}");
        }
        return body;
    }

    private Reply edit(Call call) {
        Place place = place(call);
        mayEdit(call, place);
        place.note.body = text(call);
        place.note.updatedAt = rules.clock.instant();
        rules.events.noted(call.user(), place.mergeRequest, place.discussion, place.note, "update");
        return Reply.ok(body(place));
    }

    private Reply delete(Call call) {
        Place place = place(call);
        mayEdit(call, place);
        place.discussion.notes.remove(place.note);
        if (place.discussion.notes.isEmpty()) {
            place.mergeRequest.discussions.remove(place.discussion);
        }
        return Reply.noContent();
    }

    private void mayEdit(Call call, Place place) {
        Project project = rules.state.project(place.mergeRequest.projectId);
        boolean maintainer = rules.access.level(call.user(), project) >= AccessLevel.MAINTAINER;
        if (place.note.authorId != call.user().id && !maintainer) {
            throw GitLabError.forbidden();
        }
    }

    private Reply discussions(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        return paging.offset(
                call,
                mergeRequest.discussions,
                discussion -> bodies.mergeRequests.discussion(mergeRequest, discussion));
    }

    private Reply discussion(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        return Reply.ok(bodies.mergeRequests.discussion(mergeRequest, thread(call, mergeRequest)));
    }

    /** Developers and above, and the merge request's author, may resolve and unresolve. */
    private Reply resolve(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        Discussion discussion = thread(call, mergeRequest);
        call.params().required("resolved");
        find.editor(call, mergeRequest);
        if (!discussion.resolvable()) {
            throw GitLabError.forbidden();
        }
        boolean before = rules.mergeability.discussionsResolved(mergeRequest);
        boolean resolved = call.params().flag("resolved", false);
        for (Note note : discussion.notes) {
            note.resolvedById = resolved ? Long.valueOf(call.user().id) : null;
            note.resolvedAt = resolved ? rules.clock.instant() : null;
        }
        mergeRequest.updatedAt = rules.clock.instant();
        boolean after = rules.mergeability.discussionsResolved(mergeRequest);
        if (after && !before) {
            Map<String, @Nullable Object> change = new LinkedHashMap<>();
            change.put("blocking_discussions_resolved", Json.object("previous", false, "current", true));
            rules.events.mergeRequest(call.user(), mergeRequest, MergeRequestEvent.of("update", change));
        }
        return Reply.ok(bodies.mergeRequests.discussion(mergeRequest, discussion));
    }

    private Reply answer(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        Discussion discussion = thread(call, mergeRequest);
        User user = call.user();
        Note note = note(call, user);
        discussion.individual = false;
        discussion.notes.add(note);
        created(user, mergeRequest, discussion, note);
        return Reply.created(body(new Place(mergeRequest, discussion, note)));
    }

    private static Discussion thread(Call call, MergeRequest mergeRequest) {
        return mergeRequest.discussions.stream()
                .filter(discussion -> discussion.id.equals(call.path("discussion_id")))
                .findFirst()
                .orElseThrow(() -> GitLabError.notFound("Discussion"));
    }

    private Place place(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        long id = call.number("note_id");
        for (Discussion discussion : mergeRequest.discussions) {
            for (Note note : discussion.notes) {
                if (note.id == id && visible(call, mergeRequest, note)) {
                    return new Place(mergeRequest, discussion, note);
                }
            }
        }
        throw GitLabError.notFound("Note");
    }

    private Map<String, @Nullable Object> body(Place place) {
        return bodies.mergeRequests.note(place.mergeRequest, place.discussion, place.note);
    }

    private record Place(MergeRequest mergeRequest, Discussion discussion, Note note) {}
}
