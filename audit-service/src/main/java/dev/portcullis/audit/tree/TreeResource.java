// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.tree;

import dev.portcullis.service.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an auditor notes down today, to see tomorrow that the log only grew. It tells nothing of any entry. */
@Path("/api/v1/audit/tree")
@Tag(name = "Audit log")
@RolesAllowed(Role.AUDITOR)
class TreeResource {
    private final TreeStore trees;

    TreeResource(TreeStore trees) {
        this.trees = trees;
    }

    @GET
    @Operation(summary = "Read the log's size and root hash")
    public Tree tree() {
        return trees.read();
    }
}
