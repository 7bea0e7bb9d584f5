// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import dev.portcullis.contracts.Level;
import dev.portcullis.policies.policy.PolicyText.Remark;
import dev.portcullis.policies.request.Idempotency;
import dev.portcullis.service.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Policy files that are brought in at once. */
@Path("/api/v1/policies/imports")
@Tag(name = "Policy files")
@RolesAllowed({Role.VIEWER, Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ALERT_RESPONDER, Role.AUDITOR, Role.ADMIN})
public class ImportResource {
    private final ImportFile importFile;

    ImportResource(ImportFile importFile) {
        this.importFile = importFile;
    }

    /** A policy.yml for a level. */
    public record NewImport(
            @NotNull Level level,
            @NotNull String yaml,
            @NotBlank @Size(max = 4_000) String reason) {}

    /** What came of a file: the linter's report, and each policy in the order of the file. */
    public record Imported(
            UUID id, Level level, String createdBy, Instant createdAt, List<Remark> problems, List<Outcome> policies) {}

    /** What came of one policy: {@code outcome} is proposed, unchanged or invalid. */
    public record Outcome(
            String type,
            @Nullable String name,
            String outcome,
            @Nullable UUID proposalId,
            List<Remark> problems) {}

    @POST
    @RolesAllowed(Role.POLICY_AUTHOR)
    @Operation(
            summary = "Import a policy file",
            description = "One proposal for each policy that is new or differs; what is not valid is reported with line"
                    + " and column and holds up nothing else. What the file lacks stays as it is.")
    public Response bring(@Valid @NotNull NewImport request, @HeaderParam(Idempotency.HEADER) @Nullable String key) {
        importFile.requireKnown(request.level());
        Imported imported = importFile.bring(request, key);
        return Response.status(201)
                .location(URI.create("/api/v1/policies/imports/" + imported.id()))
                .entity(imported)
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "What came of an import")
    public Imported get(@PathParam("id") UUID id) {
        return importFile.get(id);
    }
}
