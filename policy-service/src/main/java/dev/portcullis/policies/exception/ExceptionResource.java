// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.portcullis.contracts.Level;
import dev.portcullis.policies.exception.ExceptionStore.Use;
import dev.portcullis.policies.exception.ExceptionViews.ExceptionApprovalView;
import dev.portcullis.policies.exception.ExceptionViews.ExceptionView;
import dev.portcullis.policies.policy.StoredException;
import dev.portcullis.policies.request.Idempotency;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.policies.review.ApprovalRequest;
import dev.portcullis.policies.review.Reason;
import dev.portcullis.policies.review.ReviewConfig;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Exceptions: what policies give way to, for a time, because people at the policy's level approved it. */
@Path("/api/v1/exceptions")
@Tag(name = "Exceptions")
@RolesAllowed({Role.VIEWER, Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ALERT_RESPONDER, Role.AUDITOR, Role.ADMIN})
public class ExceptionResource {
    private final RequestException requests;
    private final ReviewException review;
    private final ExceptionStore store;
    private final ReviewConfig config;

    ExceptionResource(RequestException requests, ReviewException review, ExceptionStore store, ReviewConfig config) {
        this.requests = requests;
        this.review = review;
        this.store = store;
        this.config = config;
    }

    /**
     * What is asked for: with policyId for one policy, with level for every policy of that level and below; for the
     * whole of them, or for what fits all the criteria given; in scope, or everywhere; until endsAt.
     */
    public record NewException(
            @Nullable UUID policyId,
            @Nullable Level level,
            @Nullable @Size(max = 1_000) String scope,
            boolean whole,
            @Nullable List<String> findings,
            @Nullable List<String> identifiers,
            @Nullable List<String> paths,
            @Nullable List<String> scanners,
            @Nullable List<String> purls,
            @NotBlank @Size(max = 4_000) String reason,
            @NotNull Instant endsAt) {}

    /** Why. */
    public record Reason(@NotBlank @Size(max = 4_000) String reason) {}

    /** An exception with its approvals. */
    public record ExceptionDetail(@JsonUnwrapped ExceptionView exception, List<ExceptionApprovalView> approvals) {}

    @GET
    @Operation(
            summary = "Exceptions",
            description = "The youngest first; unused=true shows those that did nothing yet.")
    public Page<ExceptionView> list(@BeanParam ExceptionQuery query) {
        int size = query.size();
        Page<StoredException> page = Page.of(
                store.list(query, Cursor.parse(query.after, 2), size + 1),
                size,
                exception -> Cursor.at(exception.requestedAt, exception.id));
        Map<UUID, Use> uses =
                store.uses(page.items().stream().map(exception -> exception.id).toList());
        return page.map(exception -> view(exception, uses));
    }

    @POST
    @RolesAllowed({Role.POLICY_AUTHOR, Role.ALERT_RESPONDER})
    @Operation(
            summary = "Ask for an exception",
            description =
                    "It is in force once others approve it: policy-approvers of the level that owns the policy. The"
                            + " digest in the answer is what their approvals are bound to.")
    public Response request(
            @Valid @NotNull NewException request, @HeaderParam(Idempotency.HEADER) @Nullable String key) {
        Criteria criteria = Criteria.of(
                request.whole(),
                request.findings(),
                request.identifiers(),
                request.paths(),
                request.scanners(),
                request.purls());
        StoredException exception = requests.request(
                new RequestException.Wanted(
                        request.policyId(),
                        request.level(),
                        request.scope(),
                        request.whole(),
                        criteria,
                        request.reason(),
                        request.endsAt()),
                key);
        return Response.fromResponse(answer(exception))
                .status(201)
                .location(URI.create("/api/v1/exceptions/" + exception.id))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "An exception", description = "With its approvals, its use and its ETag.")
    public Response get(@PathParam("id") UUID id) {
        return answer(store.get(id));
    }

    @POST
    @Path("{id}/approvals")
    @RolesAllowed(Role.POLICY_APPROVER)
    @Operation(
            summary = "Approve an exception",
            description =
                    "By a person who did not ask for it, at the level that owns the policy. With the last approval"
                            + " that is needed it is in force.")
    public Response approve(
            @PathParam("id") UUID id,
            @Valid @NotNull ApprovalRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(review.approve(id, request.digest(), request.comment(), ifMatch));
    }

    @POST
    @Path("{id}/rejection")
    @RolesAllowed(Role.POLICY_APPROVER)
    @Operation(summary = "Reject an exception")
    public Response reject(
            @PathParam("id") UUID id,
            @Valid @NotNull Reason request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(review.reject(id, request.reason(), ifMatch));
    }

    @POST
    @Path("{id}/withdrawal")
    @RolesAllowed({Role.POLICY_AUTHOR, Role.ALERT_RESPONDER})
    @Operation(summary = "Withdraw a request", description = "By who asked for it.")
    public Response withdraw(
            @PathParam("id") UUID id,
            @Valid @NotNull Reason request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(review.withdraw(id, request.reason(), ifMatch));
    }

    @POST
    @Path("{id}/revocation")
    @RolesAllowed({Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ALERT_RESPONDER, Role.ADMIN})
    @Operation(
            summary = "Revoke an exception",
            description = "Ends it before its time: by who asked for it, an approver or an administrator of the level.")
    public Response revoke(
            @PathParam("id") UUID id,
            @Valid @NotNull Reason request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(review.revoke(id, request.reason(), ifMatch));
    }

    private Response answer(StoredException exception) {
        List<ExceptionApprovalView> approvals = store.approvals(exception.id).stream()
                .map(ExceptionApprovalView::of)
                .toList();
        return Response.ok(new ExceptionDetail(view(exception, store.uses(List.of(exception.id))), approvals))
                .header("ETag", Preconditions.etag(exception.etag))
                .build();
    }

    private ExceptionView view(StoredException exception, Map<UUID, Use> uses) {
        int required = config.required(exception.level().kind());
        return ExceptionView.of(exception, required, uses.getOrDefault(exception.id, Use.NONE));
    }
}
