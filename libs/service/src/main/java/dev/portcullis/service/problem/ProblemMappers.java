// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.Priority;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every exception that leaves a resource into {@code application/problem+json}. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(ProblemException exception) {
        return answer(exception.problem());
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException exception) {
        List<Map<String, String>> violations = exception.getConstraintViolations().stream()
                .map(violation ->
                        Map.of("field", violation.getPropertyPath().toString(), "message", violation.getMessage()))
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
        String detail = String.join(
                "; ",
                violations.stream()
                        .map(violation -> violation.get("field") + " " + violation.get("message"))
                        .toList());
        return answer(new Problem("Invalid request", 400, detail, Map.of("violations", violations)));
    }

    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    public Response unreadable(JacksonException exception) {
        return answer(unreadableJson(exception));
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    @Priority(Priorities.AUTHENTICATION)
    public Response unauthenticated() {
        Problem problem = new Problem(
                "Not signed in",
                401,
                "Sign in at /api/v1/session/login, or send a Portcullis token as Authorization: Bearer.",
                Map.of());
        return Response.fromResponse(answer(problem))
                .header("WWW-Authenticate", "Bearer")
                .build();
    }

    @ServerExceptionMapper
    @Priority(Priorities.AUTHORIZATION)
    public Response forbidden(ForbiddenException exception) {
        LOG.debug("Refused a caller without the role", exception);
        return answer(new Problem("Not allowed", 403, "Your grants do not include a role for this.", Map.of()));
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException exception) {
        if (exception.getCause() instanceof JacksonException json) {
            return answer(unreadableJson(json));
        }
        Response response = exception.getResponse();
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        Problem problem = new Problem(
                response.getStatusInfo().getReasonPhrase(), response.getStatus(), exception.getMessage(), Map.of());
        return answer(problem);
    }

    @ServerExceptionMapper
    public Response unexpected(Exception exception) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(exception, "Unexpected error, incident %s", incident);
        return answer(new Problem(
                "Unexpected error",
                500,
                "This is a fault of ours. The log has it under incident " + incident + ".",
                Map.of("incident", incident)));
    }

    private static Problem unreadableJson(JacksonException exception) {
        JsonLocation location = exception.getLocation();
        String what = exception.getOriginalMessage().lines().findFirst().orElse("The body is not readable JSON");
        if (location == null || location.getLineNr() < 1) {
            return new Problem("Unreadable body", 400, what, Map.of());
        }
        String where = "line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new Problem(
                "Unreadable body",
                400,
                what + " at " + where,
                Map.of("line", location.getLineNr(), "column", location.getColumnNr()));
    }

    private static Response answer(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
