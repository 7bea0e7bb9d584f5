// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.policy;

import dev.portcullis.policies.request.ListQuery;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a list of policies is narrowed to. */
public class PolicyQuery extends ListQuery {
    @QueryParam("level")
    @Parameter(description = "instance, group or project.")
    @Nullable
    String level;

    @QueryParam("type")
    @Nullable
    String type;

    @QueryParam("source")
    @Nullable
    String source;

    @QueryParam("text")
    @Parameter(description = "Part of the name.")
    @Nullable
    String text;
}
