// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import dev.portcullis.policies.request.ListQuery;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a list of exceptions is narrowed to. */
public class ExceptionQuery extends ListQuery {
    @QueryParam("policy")
    @Nullable
    UUID policyId;

    @QueryParam("unused")
    @DefaultValue("false")
    @Parameter(description = "Only those in force that took nothing out yet.")
    boolean unused;
}
