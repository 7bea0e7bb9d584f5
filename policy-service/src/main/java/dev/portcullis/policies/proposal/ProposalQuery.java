// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import dev.portcullis.policies.request.ListQuery;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a list of proposals is narrowed to. */
public class ProposalQuery extends ListQuery {
    @QueryParam("kind")
    @Nullable
    String kind;

    @QueryParam("type")
    @Nullable
    String type;

    @QueryParam("policy")
    @Nullable
    UUID policyId;

    @QueryParam("text")
    @Parameter(description = "Part of the policy's name or of the title.")
    @Nullable
    String text;

    @QueryParam("unreviewed")
    @DefaultValue("false")
    @Parameter(description = "Only those that an administrator activated alone and nobody has reviewed yet.")
    boolean unreviewed;
}
