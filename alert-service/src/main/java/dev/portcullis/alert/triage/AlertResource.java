// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import static dev.portcullis.service.problem.ProblemException.problem;
import static java.util.Objects.requireNonNullElse;

import dev.portcullis.alert.triage.AlertSearchStore.Order;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import dev.portcullis.service.paging.QueryParameter;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Alerts for everybody who is signed in, each within the namespaces of their grants. */
@Path("/api/v1/alerts")
@Tag(name = "Alerts")
@Authenticated
class AlertResource {
    /** An alert's id in a path. */
    static final String ID = "{id: [0-9a-fA-F-]+}";

    private final AlertSearchStore search;
    private final AlertStore alerts;
    private final HistoryStore history;
    private final Caller caller;

    AlertResource(AlertSearchStore search, AlertStore alerts, HistoryStore history, Caller caller) {
        this.search = search;
        this.alerts = alerts;
        this.history = history;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "List alerts", description = "Alerts of your namespaces, a page at a time.")
    public Page<AlertView> list(
            @BeanParam AlertQuery query,
            @QueryParam("order") @Parameter(description = "newest (first seen last, the default) or severity") @Nullable
                    String order,
            @QueryParam("after") @Parameter(description = "The next of the page before") @Nullable String after,
            @QueryParam("limit") @Parameter(description = "The page's size, 1 to 200, by default 50") @Nullable
                    String limit) {
        return search.search(
                        query,
                        caller.namespaces(Role.VIEWER),
                        requireNonNullElse(QueryParameter.oneOf("order", order, Order.class), Order.NEWEST),
                        Cursor.parse(after, 2),
                        QueryParameter.limit(limit))
                .map(AlertView::of);
    }

    @GET
    @Path(ID)
    @Operation(
            summary = "Read an alert",
            description = "With its occurrences and history. Send its ETag as If-Match to change its state.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AlertView.class)))
    public Response read(@PathParam("id") UUID id) {
        Alert alert = alerts.find(id, caller.namespaces(Role.VIEWER))
                .orElseThrow(() -> problem(404, "Not found")
                        .detail("There is no alert " + id + ", or you may not see it.")
                        .build());
        AlertView view = AlertView.of(alert, history.occurrences(id), history.transitions(id));
        return Response.ok(view).header("ETag", IfMatch.tag(alert.version())).build();
    }
}
