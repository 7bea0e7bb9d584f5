// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.usage;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.policies.session.PortcullisTokens;
import dev.portcullis.policies.usage.Usage.Visitors;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How many people use the pages. */
@Path("/api/v1/usage")
@Tag(name = "Usage")
public class UsageResource {
    private final Usage usage;
    private final Caller caller;
    private final JsonWebToken jwt;

    UsageResource(Usage usage, Caller caller, JsonWebToken jwt) {
        this.usage = usage;
        this.caller = caller;
        this.jwt = jwt;
    }

    /** That a person opened a page: policies or alerts. */
    public record Visit(@NotNull UsagePage page) {}

    /** Visitors by period and page. */
    public record UsageView(List<Visitors> items) {}

    @GET
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(
            summary = "Distinct people by page",
            description = "For each of the last 53 weeks and months, the youngest first. Takes the role on all of"
                    + " Portcullis: the numbers are not divided by namespace.")
    public UsageView usage() {
        if (!caller.may(Role.ADMIN, "")) {
            caller.require(Role.AUDITOR, "");
        }
        return new UsageView(usage.visitors());
    }

    @POST
    @Path("visits")
    @Authenticated
    @Operation(
            summary = "Say that a page was opened",
            description =
                    "The console does, once a day at most for each page. Only people who signed in are counted, by"
                            + " a hash whose salt is destroyed when the week or the month is over.")
    public void visit(@Valid @NotNull Visit visit) {
        if (!caller.isPerson() || !PortcullisTokens.VIA_SESSION.equals(jwt.<String>getClaim("via"))) {
            throw problem(403, "Not allowed")
                    .detail("Only people who signed in are counted as visitors.")
                    .build();
        }
        usage.visit(visit.page(), caller.id());
    }
}
