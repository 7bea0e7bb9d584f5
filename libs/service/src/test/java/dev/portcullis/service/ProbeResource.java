// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service;

import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Map;

@Path("/probe")
public class ProbeResource {
    private final Caller caller;

    ProbeResource(Caller caller) {
        this.caller = caller;
    }

    public record Body(@NotBlank String name) {}

    @GET
    @RolesAllowed({Role.VIEWER, Role.ADMIN, Role.SERVICE})
    public Map<String, Object> me() {
        return Map.of(
                "id", caller.id(),
                "name", caller.name(),
                "actor", caller.actor(),
                "grants", caller.grants(),
                "gitlab", caller.gitLabIdentities());
    }

    @GET
    @Path("admin")
    @RolesAllowed({Role.VIEWER, Role.ADMIN})
    public void admin(@QueryParam("namespace") String namespace) {
        caller.require(Role.ADMIN, namespace);
    }

    @GET
    @Path("auditors")
    @RolesAllowed(Role.AUDITOR)
    public void auditors() {}

    @GET
    @Path("bug")
    @RolesAllowed(Role.VIEWER)
    public void bug() {
        throw new IllegalStateException("secret inside");
    }

    @POST
    @RolesAllowed(Role.VIEWER)
    public Body post(@Valid Body body) {
        return body;
    }
}
