// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.NamespaceFilter;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import dev.portcullis.service.problem.ProblemException;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What pipelines found, and in which projects. */
@Tag(name = "Findings")
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Authenticated
public class FindingResource {
    private final Caller caller;
    private final ProjectStore projects;
    private final FindingList findings;

    FindingResource(Caller caller, ProjectStore projects, FindingList findings) {
        this.caller = caller;
        this.projects = projects;
        this.findings = findings;
    }

    /**
     * The findings of a pipeline, the most severe first.
     *
     * @param project {@code <instance>/<full path>}
     * @param pipeline GitLab's pipeline id; the default branch's newest one where it is left out
     * @param after the {@code next} of the page before
     * @param limit how many at most
     */
    @GET
    @Path("/findings")
    @Operation(summary = "List the findings of a pipeline")
    public Page<FindingItem> findings(
            @QueryParam("project") @NotBlank String project,
            @QueryParam("pipeline") @Nullable Long pipeline,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        NamespaceFilter readable = caller.namespaces(Role.VIEWER);
        if (projects.find(project, readable).isEmpty()) {
            throw notFound("Portcullis has read no pipeline of this project, or you may not see it.");
        }
        Cursor from = numbers(Cursor.parse(after, 3));
        long pipelineId = pipeline == null
                ? findings.latestPipeline(project, readable)
                        .orElseThrow(() -> notFound("No pipeline of the default branch has been read yet."))
                : pipeline;
        List<FindingItem> rows = findings.page(project, pipelineId, readable, from, limit + 1);
        return Page.of(
                rows,
                limit,
                item -> Cursor.at(
                        item.position().severity(),
                        item.position().ordinal(),
                        item.position().scanId()));
    }

    /**
     * The projects of which a pipeline has been read, by name.
     *
     * @param after the {@code next} of the page before
     * @param limit how many at most
     */
    @GET
    @Path("/projects")
    @Operation(summary = "List the projects that Portcullis knows")
    public Page<KnownProject> projects(
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        List<KnownProject> rows = projects.list(caller.namespaces(Role.VIEWER), Cursor.parse(after, 1), limit + 1);
        return Page.of(rows, limit, project -> Cursor.at(project.namespace()));
    }

    private static @Nullable Cursor numbers(@Nullable Cursor cursor) {
        if (cursor != null && !cursor.keys().stream().allMatch(key -> key.matches("-?\\d{1,9}"))) {
            throw problem(400, "Invalid cursor")
                    .detail("'after' has to be the 'next' of an earlier page of the same list.")
                    .build();
        }
        return cursor;
    }

    private static ProblemException notFound(String detail) {
        return problem(404, "Not found").detail(detail).build();
    }
}
