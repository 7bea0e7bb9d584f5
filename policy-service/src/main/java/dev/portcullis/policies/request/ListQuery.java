// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.request;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What every list takes. */
public class ListQuery {
    @QueryParam("namespace")
    @Parameter(description = "A level, with everything below it.")
    public @Nullable String namespace;

    @QueryParam("state")
    public @Nullable String state;

    @QueryParam("after")
    @Parameter(description = "The 'next' of the page before.")
    public @Nullable String after;

    @QueryParam("limit")
    @Parameter(description = "How many items a page has, 1 to 200.")
    public @Nullable Integer limit;

    /**
     * The page size to use.
     *
     * @throws dev.portcullis.service.problem.ProblemException 400 where the one asked for is none
     */
    public int size() {
        return Preconditions.limit(limit);
    }
}
