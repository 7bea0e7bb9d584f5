// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import static dev.portcullis.policies.request.Preconditions.limit;

import dev.portcullis.contracts.Level;
import dev.portcullis.gitlab.Project;
import dev.portcullis.policies.request.Idempotency;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.policies.review.Reason;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The GitLab projects that levels take their policies from. */
@Path("/api/v1/policies/sources")
@Tag(name = "Policy sources")
@RolesAllowed({Role.VIEWER, Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ALERT_RESPONDER, Role.AUDITOR, Role.ADMIN})
public class SourceResource {
    private final Sources sources;
    private final SourceStore store;

    SourceResource(Sources sources, SourceStore store) {
        this.sources = sources;
        this.store = store;
    }

    /**
     * A link and how far it has been read.
     *
     * @param state proposed, linked, rejected or unlinked
     * @param syncedSha the commit whose file was last taken over
     * @param syncedAt when GitLab was last asked
     * @param trouble why the file cannot be taken over now; absent where it can
     */
    public record SourceView(
            UUID id,
            Level level,
            long projectId,
            String project,
            String state,
            String reason,
            String proposedBy,
            Instant proposedAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String endedBy,
            @Nullable Instant endedAt,
            @Nullable String endedReason,
            @Nullable String branch,
            @Nullable String syncedSha,
            @Nullable Instant syncedAt,
            @Nullable String trouble) {
        static SourceView of(PolicySource source) {
            return new SourceView(
                    source.id,
                    source.level(),
                    source.projectId,
                    source.projectPath,
                    source.state,
                    source.reason,
                    source.proposedByName,
                    source.proposedAt,
                    source.decidedByName,
                    source.decidedAt,
                    source.endedByName,
                    source.endedAt,
                    source.endedReason,
                    source.branch,
                    source.syncedSha,
                    source.syncedAt,
                    source.trouble);
        }
    }

    /** A link with its policies. */
    public record SourceDetail(SourceView source, List<EntryView> policies) {}

    /**
     * One policy of a link.
     *
     * @param inGit whether the file has it now
     * @param policyId the policy; absent while there is none yet
     * @param proposalId the last proposal that the link made about it
     * @param problem what is wrong with the text in the file; absent where nothing is
     */
    public record EntryView(
            String type,
            String name,
            boolean inGit,
            @Nullable UUID policyId,
            @Nullable UUID proposalId,
            @Nullable String problem,
            @Nullable Integer problemLine,
            @Nullable Integer problemColumn) {
        static EntryView of(SourceEntry entry) {
            return new EntryView(
                    entry.type,
                    entry.name,
                    entry.sha256 != null || entry.problem != null,
                    entry.policyId,
                    entry.proposalId,
                    entry.problem,
                    entry.problemLine,
                    entry.problemColumn);
        }
    }

    /** A link to be made; project is the full path of a project on the level's instance. */
    public record NewSource(
            @NotNull Level level,
            @NotBlank @Size(max = 1_000) String project,
            @NotBlank @Size(max = 2_000) String reason) {}

    @GET
    @Operation(summary = "Linked projects", description = "The youngest first; namespace and state filter.")
    public Page<SourceView> list(
            @QueryParam("namespace") @Nullable String namespace,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = limit(limit);
        return Page.of(
                        store.list(namespace, state, Cursor.parse(after, 2), size + 1),
                        size,
                        source -> Cursor.at(source.proposedAt, source.id))
                .map(SourceView::of);
    }

    @POST
    @RolesAllowed({Role.POLICY_APPROVER, Role.ADMIN})
    @Operation(
            summary = "Propose to link a project",
            description =
                    "Its .gitlab/security-policies/policy.yml is read once another approver or administrator of the"
                            + " level approves the link.")
    public Response propose(@Valid @NotNull NewSource request, @HeaderParam(Idempotency.HEADER) @Nullable String key) {
        Sources.Wanted wanted = new Sources.Wanted(request.level(), request.project(), request.reason());
        Project project = sources.project(wanted);
        PolicySource source = sources.propose(wanted, project, key);
        return Response.fromResponse(answer(source))
                .status(201)
                .location(URI.create("/api/v1/policies/sources/" + source.id))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A linked project", description = "With its policies, and its ETag.")
    public Response get(@PathParam("id") UUID id) {
        return answer(store.get(id));
    }

    @POST
    @Path("{id}/approval")
    @RolesAllowed({Role.POLICY_APPROVER, Role.ADMIN})
    @Operation(summary = "Approve a link", description = "Not by who proposed it. The file is read at once.")
    public Response approve(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(sources.approve(id, ifMatch));
    }

    @POST
    @Path("{id}/rejection")
    @RolesAllowed({Role.POLICY_APPROVER, Role.ADMIN})
    @Operation(summary = "Reject a link")
    public Response reject(
            @PathParam("id") UUID id,
            @Valid @NotNull Reason request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(sources.reject(id, request.reason(), ifMatch));
    }

    @POST
    @Path("{id}/synchronization")
    @RolesAllowed({Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ADMIN})
    @Operation(summary = "Read the file now", description = "Rather than at the next push or the next round.")
    public Response synchronise(@PathParam("id") UUID id) {
        return Response.fromResponse(answer(sources.synchronise(id)))
                .status(202)
                .build();
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed({Role.POLICY_APPROVER, Role.ADMIN})
    @Operation(
            summary = "Unlink a project",
            description = "Its policies stay in force. What it has proposed and nobody has approved is withdrawn.")
    public Response unlink(
            @PathParam("id") UUID id,
            @QueryParam("reason") @NotBlank @Size(max = 2_000) String reason,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(sources.unlink(id, reason, ifMatch));
    }

    private Response answer(PolicySource source) {
        SourceDetail detail = new SourceDetail(
                SourceView.of(source),
                store.entries(source.id).stream().map(EntryView::of).toList());
        return Response.ok(detail)
                .header("ETag", Preconditions.etag(source.etag))
                .build();
    }
}
