// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.instance;

import dev.portcullis.evaluation.gitlab.GitLabInstances;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Page;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The GitLab instances that the caller has anything to do with, and how they do. */
@Tag(name = "Instances")
@Path("/api/v1/instances")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class InstanceResource {
    private final GitLabInstances instances;
    private final ProbeInstances probe;
    private final Caller caller;

    InstanceResource(GitLabInstances instances, ProbeInstances probe, Caller caller) {
        this.instances = instances;
        this.probe = probe;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The GitLab instances and how they do")
    public Page<InstanceHealth> list() {
        List<String> roots = caller.namespaces(Role.VIEWER).namespaces();
        List<InstanceHealth> visible = instances.names().stream()
                .filter(name -> roots.stream()
                        .anyMatch(root -> root.isEmpty() || root.equals(name) || root.startsWith(name + "/")))
                .sorted()
                .map(name ->
                        probe.last(name).orElseGet(() -> new InstanceHealth(name, "unknown", null, null, null, null)))
                .toList();
        return new Page<>(visible, null);
    }
}
