// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.deadletter;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.contracts.AuditEntry;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.consume.DeadLetter;
import dev.portcullis.messaging.consume.DeadLetters;
import dev.portcullis.messaging.consume.ReplayOutcome;
import dev.portcullis.messaging.outbox.Outbox;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import dev.portcullis.service.paging.QueryParameter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Dead letters belong to no subtree, so that only an administrator of all of Portcullis sees them. */
@Path("/api/v1/alerts/dead-letters")
@Tag(name = "Dead letters")
@RolesAllowed(Role.ADMIN)
class DeadLetterResource {
    private final DeadLetters deadLetters;
    private final Outbox outbox;
    private final Caller caller;

    DeadLetterResource(DeadLetters deadLetters, Outbox outbox, Caller caller) {
        this.deadLetters = deadLetters;
        this.outbox = outbox;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List the records that could not be handled", description = "Oldest first.")
    public Page<DeadLetter> list(
            @QueryParam("replayed")
                    @DefaultValue("false")
                    @Parameter(description = "Whether those that were handled meanwhile are in it")
                    boolean replayed,
            @QueryParam("after") @Parameter(description = "The next of the page before") @Nullable String after,
            @QueryParam("limit") @Parameter(description = "The page's size, 1 to 200, by default 50") @Nullable
                    String limit) {
        caller.require(Role.ADMIN, "");
        int size = QueryParameter.limit(limit);
        Cursor cursor = Cursor.parse(after, 1);
        Optional<UUID> last = cursor == null ? Optional.empty() : Optional.of(cursor.uuid(0));
        List<DeadLetter> letters = deadLetters.list(last, replayed, size + 1);
        return Page.of(letters, size, letter -> Cursor.at(letter.id()));
    }

    @POST
    @Path("{id}/replay")
    @Operation(
            summary = "Replay a record",
            description = "Reads it from Kafka again and handles it. A record that was handled already stays as it is.")
    @APIResponse(responseCode = "200", description = "It is handled")
    @APIResponse(responseCode = "409", description = "It still cannot be handled")
    @APIResponse(responseCode = "410", description = "Kafka does not keep it any more")
    public DeadLetter replay(@PathParam("id") String id) {
        caller.require(Role.ADMIN, "");
        ReplayOutcome outcome = letterId(id)
                .flatMap(known -> deadLetters.replay(known, caller.id(), this::audit))
                .orElseThrow(() -> problem(404, "Not found")
                        .detail("There is no dead letter " + id + ".")
                        .build());
        return switch (outcome) {
            case ReplayOutcome.Handled handled -> handled.letter();
            case ReplayOutcome.StillDead dead ->
                throw problem(409, "Still cannot be handled")
                        .detail(dead.error())
                        .build();
            case ReplayOutcome.Gone gone ->
                throw problem(410, "Gone").detail(gone.reason()).build();
        };
    }

    private static Optional<UUID> letterId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void audit(DeadLetter letter) {
        Instant now = Instant.now();
        UUID id = Ids.timeOrdered();
        AuditEntry entry = new AuditEntry(
                now,
                caller.actor(),
                "dead-letter.replayed",
                "dead-letter",
                letter.id().toString(),
                "",
                null,
                null,
                Map.of(
                        "service", "alert-service",
                        "topic", letter.topic(),
                        "partition", Integer.toString(letter.partition()),
                        "offset", Long.toString(letter.offset()),
                        "sha256", letter.sha256()));
        outbox.add(
                Topic.AUDIT,
                "portcullis",
                new Event<>(
                        id,
                        "/portcullis/alert-service",
                        EventType.AUDIT,
                        "dead-letter/" + letter.id(),
                        now,
                        id.toString(),
                        null,
                        null,
                        entry));
    }
}
