// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import static dev.portcullis.policies.request.Preconditions.limit;

import dev.portcullis.contracts.Level;
import dev.portcullis.policies.policy.Levels;
import dev.portcullis.policies.policy.PolicyText;
import dev.portcullis.policies.policy.PolicyText.Remark;
import dev.portcullis.policies.proposal.ProposalViews.CommentView;
import dev.portcullis.policies.proposal.ProposalViews.DiffView;
import dev.portcullis.policies.proposal.ProposalViews.EditionView;
import dev.portcullis.policies.proposal.ProposalViews.ProposalDetail;
import dev.portcullis.policies.proposal.ProposalViews.ProposalView;
import dev.portcullis.policies.request.Idempotency;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.policies.review.ApprovalRequest;
import dev.portcullis.policies.review.Reason;
import dev.portcullis.policies.review.ReviewConfig;
import dev.portcullis.service.access.Caller;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Proposals: the only way in which policies change. */
@Path("/api/v1/proposals")
@Tag(name = "Proposals")
@RolesAllowed({Role.VIEWER, Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ALERT_RESPONDER, Role.AUDITOR, Role.ADMIN})
public class ProposalResource {
    private final Proposals proposals;
    private final Review review;
    private final ProposalStore store;
    private final BreakGlass breakGlass;
    private final CompareProposal compare;
    private final ReviewConfig config;
    private final Levels levels;
    private final Caller caller;

    ProposalResource(
            Proposals proposals,
            Review review,
            BreakGlass breakGlass,
            ProposalStore store,
            CompareProposal compare,
            ReviewConfig config,
            Levels levels,
            Caller caller) {
        this.proposals = proposals;
        this.review = review;
        this.store = store;
        this.breakGlass = breakGlass;
        this.compare = compare;
        this.config = config;
        this.levels = levels;
        this.caller = caller;
    }

    /** A new proposal: with level and yaml for a new policy, else with policyId, and yaml for a change. */
    public record NewProposal(
            @NotNull ProposalKind kind,
            @Nullable Level level,
            @Nullable UUID policyId,
            @Nullable String yaml,
            @NotBlank @Size(max = 200) String title,
            @NotBlank @Size(max = 4_000) String reason) {}

    /** A text to be checked. */
    public record Draft(@NotNull String yaml) {}

    /** What the parser says about a text. */
    public record Checked(boolean valid, List<Remark> problems) {}

    /** Another text for a proposal; without yaml the proposal is made anew from the policy as it stands. */
    public record Revision(
            @Nullable String yaml,
            @NotBlank @Size(max = 4_000) String reason) {}

    /** A comment. */
    public record NewComment(@NotBlank @Size(max = 10_000) String body) {}

    @GET
    @Operation(summary = "Proposals", description = "The youngest first.")
    public Page<ProposalView> list(@BeanParam ProposalQuery query) {
        int size = query.size();
        return Page.of(
                        store.list(query, Cursor.parse(query.after, 2), size + 1),
                        size,
                        proposal -> Cursor.at(proposal.createdAt, proposal.id))
                .map(this::view);
    }

    @POST
    @RolesAllowed(Role.POLICY_AUTHOR)
    @Operation(
            summary = "Propose",
            description = "A policy that is not valid is refused with line and column. The digest in the answer is what"
                    + " approvals are bound to.")
    public Response propose(
            @Valid @NotNull NewProposal request, @HeaderParam(Idempotency.HEADER) @Nullable String key) {
        requireKnown(request.level());
        Proposal proposal = proposals.propose(
                new Proposals.Wanted(
                        request.kind(),
                        request.level(),
                        request.policyId(),
                        request.yaml(),
                        request.title(),
                        request.reason()),
                key);
        return Response.fromResponse(answer(proposal))
                .status(201)
                .location(URI.create("/api/v1/proposals/" + proposal.id))
                .build();
    }

    @POST
    @Path("validation")
    @Operation(summary = "Check a text", description = "What the parser says, with line and column. Stores nothing.")
    public Checked validate(@Valid @NotNull Draft draft) {
        List<Remark> problems = PolicyText.check(draft.yaml());
        return new Checked(PolicyText.isValid(problems), problems);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A proposal", description = "With the text that would come into force, and its ETag.")
    public Response get(@PathParam("id") UUID id) {
        return answer(store.get(id));
    }

    @GET
    @Path("{id}/diff")
    @Operation(
            summary = "What a proposal changes",
            description = "In sentences and line by line, against the version that it was made from.")
    public DiffView diff(@PathParam("id") UUID id) {
        Proposal proposal = store.get(id);
        return new DiffView(proposal.baseVersion, compare.words(proposal), compare.lines(proposal));
    }

    @GET
    @Path("{id}/revisions")
    @Operation(summary = "All texts of a proposal", description = "Every edition, and who wrote it.")
    public List<EditionView> editions(@PathParam("id") UUID id) {
        return store.get(id).editions.stream().map(EditionView::of).toList();
    }

    @POST
    @Path("{id}/revisions")
    @RolesAllowed(Role.POLICY_AUTHOR)
    @Operation(
            summary = "Revise",
            description = "Needs If-Match. Approvals given before no longer count, and who revises is an author.")
    public Response revise(
            @PathParam("id") UUID id,
            @Valid @NotNull Revision request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(proposals.revise(id, request.yaml(), request.reason(), ifMatch));
    }

    @POST
    @Path("{id}/approvals")
    @RolesAllowed(Role.POLICY_APPROVER)
    @Operation(
            summary = "Approve",
            description =
                    "By a person who is linked to a GitLab user and wrote no part of it, for the digest they saw.")
    public Response approve(
            @PathParam("id") UUID id,
            @Valid @NotNull ApprovalRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(review.approve(id, request.digest(), request.comment(), ifMatch));
    }

    @POST
    @Path("{id}/activation")
    @RolesAllowed({Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ADMIN})
    @Operation(summary = "Activate", description = "Brings an approved proposal into force.")
    public Response activate(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(review.activate(id, ifMatch));
    }

    @POST
    @Path("{id}/break-glass")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            summary = "Activate alone, in an emergency",
            description =
                    "Brings a proposal into force without its approvals. An alert is raised, and a policy-approver"
                            + " who had no part in it has to review it within a set time.")
    public Response breakGlass(
            @PathParam("id") UUID id,
            @Valid @NotNull Reason request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(breakGlass.activate(id, request.reason(), ifMatch));
    }

    @POST
    @Path("{id}/break-glass/review")
    @RolesAllowed(Role.POLICY_APPROVER)
    @Operation(summary = "Review what was activated alone", description = "Not by who wrote or activated it.")
    public Response review(@PathParam("id") UUID id, @Valid @NotNull NewComment request) {
        return answer(breakGlass.reviewed(id, request.body()));
    }

    @POST
    @Path("{id}/rejection")
    @RolesAllowed(Role.POLICY_APPROVER)
    @Operation(summary = "Reject")
    public Response reject(
            @PathParam("id") UUID id,
            @Valid @NotNull Reason request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(review.reject(id, request.reason(), ifMatch));
    }

    @POST
    @Path("{id}/withdrawal")
    @RolesAllowed(Role.POLICY_AUTHOR)
    @Operation(summary = "Withdraw", description = "By one of its authors.")
    public Response withdraw(
            @PathParam("id") UUID id,
            @Valid @NotNull Reason request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(review.withdraw(id, request.reason(), ifMatch));
    }

    @GET
    @Path("{id}/comments")
    @Operation(summary = "Comments", description = "The oldest first.")
    public Page<CommentView> comments(
            @PathParam("id") UUID id,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = limit(limit);
        UUID proposal = store.get(id).id;
        return Page.of(
                        store.comments(proposal, Cursor.parse(after, 2), size + 1),
                        size,
                        comment -> Cursor.at(comment.createdAt, comment.id))
                .map(CommentView::of);
    }

    @POST
    @Path("{id}/comments")
    @Operation(summary = "Comment")
    public Response comment(@PathParam("id") UUID id, @Valid @NotNull NewComment request) {
        return Response.status(201)
                .entity(CommentView.of(review.comment(id, request.body())))
                .build();
    }

    /** Asks GitLab before anything is written; who may not propose there does not learn what is there. */
    private void requireKnown(@Nullable Level level) {
        if (level != null) {
            caller.require(Role.POLICY_AUTHOR, level.text());
            levels.requireKnown(level);
        }
    }

    private Response answer(Proposal proposal) {
        return Response.ok(new ProposalDetail(view(proposal), proposal.text(), compare.words(proposal)))
                .header("ETag", Preconditions.etag(proposal.etag))
                .build();
    }

    private ProposalView view(Proposal proposal) {
        return ProposalView.of(
                proposal,
                proposal.required(config),
                config.coolDown(proposal.level().kind()));
    }
}
