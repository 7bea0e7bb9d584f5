// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.review;

import dev.portcullis.service.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells callers which rule of proposals they met. */
class RefusalMapper {
    @ServerExceptionMapper
    public Response refused(Refusal refusal) {
        Problem problem = new Problem(refusal.kind().title(), refusal.kind().status(), refusal.sentence(), Map.of());
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
