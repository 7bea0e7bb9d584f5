// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static dev.portcullis.service.problem.ProblemException.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.mergerequest.MergeRequests;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import io.quarkus.security.Authenticated;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Merge requests, whether they are blocked, what they wait for and who can help; within the caller's namespaces. */
@Tag(name = "Merge requests")
@Path("/api/v1/merge-requests")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class MergeRequestResource {
    private static final int HISTORY = 20;

    private final MergeRequests mergeRequests;
    private final DecisionStore store;
    private final Caller caller;

    MergeRequestResource(MergeRequests mergeRequests, DecisionStore store, Caller caller) {
        this.mergeRequests = mergeRequests;
        this.store = store;
        this.caller = caller;
    }

    /** One entry of a merge request's history. */
    record Past(UUID id, long sequence, String outcome, String headSha, String summary, Instant decidedAt) {
        static Past of(RecordedDecision decision) {
            return new Past(
                    decision.id(),
                    decision.sequence(),
                    decision.view().outcome(),
                    decision.view().headSha(),
                    decision.view().summary(),
                    decision.decidedAt());
        }
    }

    /** A merge request with its current decision and the ones before, newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(MergeRequestBody mergeRequest, @Nullable DecisionBody decision, List<Past> history) {}

    @GET
    @Operation(summary = "Merge requests, the last changed first")
    public Page<MergeRequestBody> list(
            @QueryParam("project") @Nullable String project,
            @QueryParam("outcome")
                    @Nullable
                    @Pattern(regexp = "approval_required|undetermined|pending|satisfied|not_required")
                    String outcome,
            @QueryParam("state") @Nullable @Pattern(regexp = "opened|closed|locked|merged") String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        List<KnownMergeRequest> rows = mergeRequests.list(
                new MergeRequests.Wanted(project, outcome, state),
                caller.namespaces(Role.VIEWER),
                position(after),
                limit + 1);
        return Page.of(rows, limit, MergeRequestResource::position).map(MergeRequestBody::of);
    }

    @GET
    @Path("{instance}/{projectId:\\d{1,18}}/{iid:\\d{1,18}}")
    @Operation(summary = "One merge request: why it is blocked, what it waits for, who can approve, and its history")
    public Detail get(
            @PathParam("instance") String instance,
            @PathParam("projectId") long projectId,
            @PathParam("iid") long iid) {
        MergeRequestKey key = new MergeRequestKey(instance, projectId, iid);
        KnownMergeRequest known = mergeRequests
                .find(key)
                .orElseThrow(() -> problem(404, "Not found")
                        .detail("There is nothing here, or you may not see it.")
                        .build());
        caller.requireVisible(known.namespace());
        List<RecordedDecision> history = store.history(key, HISTORY);
        DecisionBody current = history.isEmpty() ? null : DecisionBody.of(history.getFirst(), null);
        return new Detail(
                MergeRequestBody.of(known),
                current,
                history.stream().map(Past::of).toList());
    }

    private static Cursor position(KnownMergeRequest last) {
        return Cursor.at(
                last.changedAt(),
                last.key().instance(),
                last.key().projectId(),
                last.key().iid());
    }

    private static @Nullable Cursor position(@Nullable String after) {
        Cursor cursor = Cursor.parse(after, 4);
        if (cursor != null) {
            try {
                Instant.parse(cursor.keys().get(0));
                Long.parseLong(cursor.keys().get(2));
                Long.parseLong(cursor.keys().get(3));
            } catch (DateTimeParseException | NumberFormatException e) {
                throw problem(400, "Invalid cursor")
                        .detail("'after' has to be the 'next' of an earlier page of the same list.")
                        .build();
            }
        }
        return cursor;
    }
}
