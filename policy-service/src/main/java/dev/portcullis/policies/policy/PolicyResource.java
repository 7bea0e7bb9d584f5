// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.policy;

import static dev.portcullis.policies.request.Preconditions.limit;

import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.PolicyChanged;
import dev.portcullis.policies.policy.StoredVersion.Approver;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Policies in force, and how they came to be. They change through proposals only. */
@Path("/api/v1/policies")
@Tag(name = "Policies")
public class PolicyResource {
    private final PolicyStore store;
    private final ExportActivations activations;

    PolicyResource(PolicyStore store, ExportActivations activations) {
        this.store = store;
        this.activations = activations;
    }

    /** A policy without its text. */
    public record PolicyView(
            UUID id,
            Level level,
            String type,
            String name,
            String state,
            int version,
            String sha256,
            long revision,
            String source,
            Instant createdAt,
            Instant updatedAt) {
        static PolicyView of(StoredPolicy policy) {
            return new PolicyView(
                    policy.id,
                    policy.level(),
                    policy.type,
                    policy.name,
                    policy.state,
                    policy.version,
                    policy.sha256,
                    policy.revision,
                    policy.source,
                    policy.createdAt,
                    policy.updatedAt);
        }
    }

    /** A policy with its exact text. */
    public record PolicyDetail(PolicyView policy, VersionView current) {}

    /** One version: what it says, who wanted it, who agreed. */
    public record VersionView(
            int version,
            String name,
            String state,
            String sha256,
            long revision,
            String yaml,
            UUID proposalId,
            String proposedBy,
            String reason,
            List<ApproverView> approvers,
            String activatedBy,
            Instant activatedAt) {
        static VersionView of(StoredVersion version) {
            return new VersionView(
                    version.key.version(),
                    version.name,
                    version.state,
                    version.sha256,
                    version.revision,
                    new String(version.yaml, StandardCharsets.UTF_8),
                    version.proposalId,
                    version.proposedByName,
                    version.reason,
                    version.approvers.stream()
                            .sorted(Comparator.comparing(Approver::approvedAt))
                            .map(approver -> new ApproverView(approver.name(), approver.approvedAt()))
                            .toList(),
                    version.activatedByName,
                    version.activatedAt);
        }
    }

    /** Who agreed, and when. */
    public record ApproverView(String name, Instant approvedAt) {}

    /** What a service needs to catch up: activations with whole documents, in order; no item means that it has. */
    public record Export(List<PolicyChanged> items) {}

    @GET
    @RolesAllowed({Role.VIEWER, Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ALERT_RESPONDER, Role.AUDITOR, Role.ADMIN
    })
    @Operation(summary = "Policies", description = "By level and name.")
    public Page<PolicyView> list(@BeanParam PolicyQuery query) {
        int size = query.size();
        return Page.of(
                        store.list(query, Cursor.parse(query.after, 3), size + 1),
                        size,
                        policy -> Cursor.at(policy.namespace, policy.name, policy.id))
                .map(PolicyView::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.VIEWER, Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ALERT_RESPONDER, Role.AUDITOR, Role.ADMIN
    })
    @Operation(
            summary = "A policy",
            description = "With the exact text of its current version; the ETag is the version.")
    public Response get(@PathParam("id") UUID id) {
        StoredPolicy policy = store.get(id);
        VersionView current = VersionView.of(store.version(policy.id, policy.version));
        return Response.ok(new PolicyDetail(PolicyView.of(policy), current))
                .header("ETag", Preconditions.etag(policy.version))
                .build();
    }

    @GET
    @Path("{id}/versions")
    @RolesAllowed({Role.VIEWER, Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ALERT_RESPONDER, Role.AUDITOR, Role.ADMIN
    })
    @Operation(summary = "A policy's history", description = "The youngest version first; none is ever missing.")
    public Page<VersionView> versions(
            @PathParam("id") UUID id,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = limit(limit);
        StoredPolicy policy = store.get(id);
        return Page.of(
                        store.versions(policy.id, Cursor.parse(after, 1), size + 1),
                        size,
                        version -> Cursor.at(version.key.version()))
                .map(VersionView::of);
    }

    @GET
    @Path("export")
    @RolesAllowed(Role.SERVICE)
    @Operation(
            summary = "Catch up",
            description = "For services: the activations after the revision 'since', in order and with whole documents,"
                    + " some at a time. Ask again from the last one's revision until there are no items.")
    public Export export(@QueryParam("since") @DefaultValue("0") @Min(0) long since) {
        return new Export(List.copyOf(activations.after(since)));
    }
}
