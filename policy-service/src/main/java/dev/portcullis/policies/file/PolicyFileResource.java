// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.contracts.Level;
import dev.portcullis.policies.policy.Levels;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A level's policies as the file that GitLab reads. */
@Path("/api/v1/policies/file")
@Tag(name = "Policy files")
@RolesAllowed({Role.VIEWER, Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ALERT_RESPONDER, Role.AUDITOR, Role.ADMIN})
public class PolicyFileResource {
    private static final String YAML = "application/yaml;charset=utf-8";

    private final PolicyFiles files;
    private final Levels levels;
    private final Caller caller;

    PolicyFileResource(PolicyFiles files, Levels levels, Caller caller) {
        this.files = files;
        this.levels = levels;
        this.caller = caller;
    }

    @GET
    @Produces({YAML, "application/problem+json"})
    @Operation(
            summary = "Export a level's policies",
            description = "As policy.yml: what is in force, in the layout and with the comments of the file that it was"
                    + " last read from. level is group, project or instance.")
    public Response export(
            @QueryParam("level") @DefaultValue("group") String kind,
            @QueryParam("instance") @DefaultValue("") String instance,
            @QueryParam("path") @DefaultValue("") String path,
            @Context Request request) {
        Level level = level(kind, instance, path);
        caller.requireVisible(level.text());
        levels.requirePossible(level);
        String file = files.export(level.text());
        EntityTag tag = new EntityTag(Secrets.digest(file));
        Response.@Nullable ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged != null
                ? unchanged.build()
                : Response.ok(file, YAML)
                        .tag(tag)
                        .header("Content-Disposition", "attachment; filename=\"policy.yml\"")
                        .build();
    }

    private static Level level(String kind, String instance, String path) {
        try {
            return Levels.of(kind, instance, path);
        } catch (IllegalArgumentException e) {
            throw problem(400, "Invalid level")
                    .detail("'level' is instance, group or project; 'instance' names the GitLab instance, and 'path' is"
                            + " the full path of the group or project, empty for an instance.")
                    .build();
        }
    }
}
