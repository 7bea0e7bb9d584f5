// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.search;

import static dev.portcullis.service.problem.ProblemException.problem;
import static java.util.Objects.requireNonNullElse;

import dev.portcullis.audit.search.EntrySearchStore.Order;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import dev.portcullis.service.paging.QueryParameter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit log for auditors, each within the namespaces of their grants. */
@Path("/api/v1/audit")
@Tag(name = "Audit log")
@RolesAllowed(Role.AUDITOR)
class AuditResource {
    private final EntrySearchStore entries;
    private final Caller caller;

    AuditResource(EntrySearchStore entries, Caller caller) {
        this.entries = entries;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Search the audit log", description = "Entries of your namespaces, a page at a time.")
    public Page<LogEntry> search(
            @BeanParam EntryQuery query,
            @QueryParam("order") @Parameter(description = "newest (first, the default) or oldest") @Nullable
                    String order,
            @QueryParam("after") @Parameter(description = "The next of the page before") @Nullable String after,
            @QueryParam("limit") @Parameter(description = "The page's size, 1 to 200, by default 50") @Nullable
                    String limit) {
        return entries.search(
                query,
                caller.namespaces(Role.AUDITOR),
                requireNonNullElse(QueryParameter.oneOf("order", order, Order.class), Order.NEWEST),
                Cursor.parse(after, 1),
                QueryParameter.limit(limit));
    }

    @GET
    @Path("{index: \\d{1,18}}")
    @Operation(summary = "Read one entry", description = "With the bytes that its leaf hash is over.")
    public LogEntry entry(@PathParam("index") long index) {
        return entries.find(index, caller.namespaces(Role.AUDITOR))
                .orElseThrow(() -> problem(404, "Not found")
                        .detail("There is no entry " + index + ", or you may not see it.")
                        .build());
    }
}
