// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.deadletter;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.contracts.AuditEntry;
import dev.portcullis.evaluation.announcement.Announcements;
import dev.portcullis.messaging.consume.DeadLetter;
import dev.portcullis.messaging.consume.DeadLetters;
import dev.portcullis.messaging.consume.ReplayOutcome;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import dev.portcullis.service.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Lists and replays events that this service could not handle; for administrators of all of Portcullis. */
@Tag(name = "Dead letters")
@Path("/api/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
public class DeadLetterResource {
    private final DeadLetters deadLetters;
    private final Announcements announcements;
    private final Caller caller;

    DeadLetterResource(DeadLetters deadLetters, Announcements announcements, Caller caller) {
        this.deadLetters = deadLetters;
        this.announcements = announcements;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Events that could not be handled, oldest first")
    public Page<DeadLetter> list(
            @QueryParam("after") @Nullable String after,
            @QueryParam("replayed") @DefaultValue("false") boolean replayed,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        caller.require(Role.ADMIN, "");
        Optional<UUID> position = Optional.ofNullable(Cursor.parse(after, 1))
                .map(cursor -> id(cursor.keys().getFirst()));
        List<DeadLetter> rows = deadLetters.list(position, replayed, limit + 1);
        return Page.of(rows, limit, letter -> Cursor.at(letter.id()));
    }

    @POST
    @Path("{id}/replay")
    @Operation(summary = "Hand an event to its consumer again")
    public DeadLetter replay(@PathParam("id") String id) {
        caller.require(Role.ADMIN, "");
        ReplayOutcome outcome =
                deadLetters.replay(id(id), caller.id(), this::audit).orElseThrow(DeadLetterResource::unknown);
        return switch (outcome) {
            case ReplayOutcome.Handled handled -> handled.letter();
            case ReplayOutcome.StillDead dead ->
                throw problem(409, "Still cannot be handled")
                        .detail(dead.error())
                        .build();
            case ReplayOutcome.Gone gone ->
                throw problem(410, "Cannot be replayed").detail(gone.reason()).build();
        };
    }

    private void audit(DeadLetter letter) {
        announcements.audit(
                new AuditEntry(
                        Instant.now(),
                        caller.actor(),
                        "dead-letter.replayed",
                        "dead-letter",
                        letter.id().toString(),
                        "",
                        null,
                        null,
                        Map.of("consumer", letter.consumer(), "topic", letter.topic())),
                letter.id().toString());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return problem(404, "Not found").detail("There is no such dead letter.").build();
    }
}
