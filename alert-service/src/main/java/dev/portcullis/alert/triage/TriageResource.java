// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import dev.portcullis.service.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What people do with alerts. Each change is on record, with its author, in the alert's history and the audit log. */
@Path("/api/v1/alerts/" + AlertResource.ID)
@Tag(name = "Alerts")
@RolesAllowed(Role.ALERT_RESPONDER)
@APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AlertView.class)))
@APIResponse(responseCode = "409", description = "Not possible in the alert's state")
@APIResponse(responseCode = "412", description = "Somebody changed the alert meanwhile")
class TriageResource {
    private final TriageAlert triage;
    private final HistoryStore history;

    TriageResource(TriageAlert triage, HistoryStore history) {
        this.triage = triage;
        this.history = history;
    }

    /**
     * A remark that may be given.
     *
     * @param reason why
     */
    record Remark(@Size(max = 1_000) @Nullable String reason) {}

    /**
     * A reason that has to be given.
     *
     * @param reason why
     */
    record Reason(@NotBlank @Size(max = 1_000) String reason) {}

    @POST
    @Path("acknowledgement")
    @Operation(summary = "Acknowledge: you look after it")
    public Response acknowledge(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String seen, @Valid @Nullable Remark remark) {
        return change(id, new TriageAction.Acknowledge(reason(remark)), seen);
    }

    @POST
    @Path("resolution")
    @Operation(summary = "Resolve: its cause is gone", description = "If it is seen again, it is triggered anew.")
    public Response resolve(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String seen, @Valid @Nullable Remark remark) {
        return change(id, new TriageAction.Resolve(reason(remark)), seen);
    }

    @POST
    @Path("dismissal")
    @Operation(summary = "Dismiss: nothing has to be done", description = "If it is seen again, it stays dismissed.")
    public Response dismiss(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String seen, @Valid @NotNull Reason reason) {
        return change(id, new TriageAction.Dismiss(reason.reason()), seen);
    }

    @POST
    @Path("reopening")
    @Operation(summary = "Reopen: somebody has to look at it again")
    public Response reopen(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String seen, @Valid @Nullable Remark remark) {
        return change(id, new TriageAction.Reopen(reason(remark)), seen);
    }

    private Response change(UUID id, TriageAction action, @Nullable String seen) {
        Alert changed = triage.triage(id, action, new IfMatch(seen));
        AlertView view = AlertView.of(changed, history.occurrences(id), history.transitions(id));
        return Response.ok(view).header("ETag", IfMatch.tag(changed.version())).build();
    }

    private static @Nullable String reason(@Nullable Remark remark) {
        String reason = remark == null ? null : remark.reason();
        return reason == null || reason.isBlank() ? null : reason;
    }
}
