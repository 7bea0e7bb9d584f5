// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.grant;

import static dev.portcullis.policies.request.Preconditions.limit;

import dev.portcullis.policies.policy.Levels;
import dev.portcullis.policies.request.Idempotency;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Grants, and the changes of them that wait for a second administrator. */
@Path("/api/v1/grants")
@Tag(name = "Grants")
public class GrantResource {
    private final GrantChanges changes;
    private final GrantStore store;
    private final Levels levels;
    private final Caller caller;

    GrantResource(GrantChanges changes, GrantStore store, Levels levels, Caller caller) {
        this.changes = changes;
        this.store = store;
        this.levels = levels;
        this.caller = caller;
    }

    /** A grant in force. */
    public record GrantView(UUID id, String subject, String role, String namespace, Instant createdAt) {
        static GrantView of(AccessGrant grant) {
            return new GrantView(
                    grant.id, grant.terms.subject(), grant.terms.role(), grant.terms.namespace(), grant.createdAt);
        }
    }

    /** A change of a grant; {@code kind} is give or revoke, {@code state} open, approved, rejected or withdrawn. */
    public record ChangeView(
            UUID id,
            String kind,
            @Nullable UUID grantId,
            String subject,
            String role,
            String namespace,
            String reason,
            String state,
            String proposedBy,
            Instant proposedAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt) {
        static ChangeView of(GrantChange change) {
            return new ChangeView(
                    change.id,
                    change.kind,
                    change.grantId,
                    change.terms.subject(),
                    change.terms.role(),
                    change.terms.namespace(),
                    change.reason,
                    change.state,
                    change.proposedByName,
                    change.proposedAt,
                    change.decidedByName,
                    change.decidedAt);
        }
    }

    /** A grant to give: subject is user:&lt;instance&gt;/&lt;username&gt; or group:&lt;instance&gt;/&lt;full path&gt;. */
    public record NewGrant(
            @NotBlank String subject,
            @NotBlank String role,
            @NotNull String namespace,
            @NotBlank @Size(max = 2_000) String reason) {}

    @GET
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Grants in force", description = "Those on namespaces that the caller administers or audits.")
    public Page<GrantView> list(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable Integer limit) {
        int size = limit(limit);
        return Page.of(
                        store.grants(Cursor.parse(after, 2), size + 1),
                        size,
                        grant -> Cursor.at(grant.terms.namespace(), grant.id))
                .map(GrantView::of);
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    @Operation(
            summary = "Propose a grant",
            description = "It is in force once another administrator of the namespace approves it.")
    public Response propose(@Valid @NotNull NewGrant request, @HeaderParam(Idempotency.HEADER) @Nullable String key) {
        Terms terms = Terms.parse(request.subject(), request.role(), request.namespace());
        caller.require(Role.ADMIN, terms.namespace());
        levels.requireKnown(terms.namespace());
        return accepted(changes.proposeToGive(terms, request.reason(), key));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            summary = "Propose to revoke a grant",
            description = "It is revoked once another administrator of the namespace approves that.")
    public Response proposeToRevoke(
            @PathParam("id") UUID id, @QueryParam("reason") @NotBlank @Size(max = 2_000) String reason) {
        return accepted(changes.proposeToRevoke(id, reason));
    }

    @GET
    @Path("changes")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Changes of grants", description = "The youngest first; state filters.")
    public Page<ChangeView> changes(
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = limit(limit);
        return Page.of(
                        store.changes(state, Cursor.parse(after, 2), size + 1),
                        size,
                        change -> Cursor.at(change.proposedAt, change.id))
                .map(ChangeView::of);
    }

    @GET
    @Path("changes/{id}")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "A change of a grant")
    public ChangeView change(@PathParam("id") UUID id) {
        return ChangeView.of(store.change(id));
    }

    @POST
    @Path("changes/{id}/approval")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            summary = "Approve a change",
            description = "Not by who proposed it, nor by the user whom it is about. It takes effect at once.")
    public ChangeView approve(@PathParam("id") UUID id) {
        return ChangeView.of(changes.approve(id));
    }

    @POST
    @Path("changes/{id}/rejection")
    @RolesAllowed(Role.ADMIN)
    @Operation(summary = "Reject a change")
    public ChangeView reject(@PathParam("id") UUID id) {
        return ChangeView.of(changes.reject(id));
    }

    @POST
    @Path("changes/{id}/withdrawal")
    @RolesAllowed(Role.ADMIN)
    @Operation(summary = "Withdraw one's own change")
    public ChangeView withdraw(@PathParam("id") UUID id) {
        return ChangeView.of(changes.withdraw(id));
    }

    private static Response accepted(GrantChange change) {
        return Response.status(202)
                .location(URI.create("/api/v1/grants/changes/" + change.id))
                .entity(ChangeView.of(change))
                .build();
    }
}
