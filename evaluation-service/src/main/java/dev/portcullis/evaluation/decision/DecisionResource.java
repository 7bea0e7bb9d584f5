// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static dev.portcullis.service.problem.ProblemException.problem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.problem.ProblemException;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Decisions on record, with the facts and the policies that they rest on. */
@Tag(name = "Decisions")
@Path("/api/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class DecisionResource {
    private final DecisionStore store;
    private final ReplayDecision replayDecision;
    private final Caller caller;
    private final ObjectMapper json;

    DecisionResource(DecisionStore store, ReplayDecision replayDecision, Caller caller, ObjectMapper json) {
        this.store = store;
        this.replayDecision = replayDecision;
        this.caller = caller;
        this.json = json;
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One decision, whole")
    public DecisionBody get(@PathParam("id") String id) throws IOException {
        RecordedDecision decision = store.find(id(id)).orElseThrow(DecisionResource::unknown);
        caller.requireVisible(decision.namespace());
        JsonNode result = json.readTree(store.result(decision.id()).orElseThrow(DecisionResource::unknown));
        return DecisionBody.of(decision, result);
    }

    @GET
    @Path("{id}/replay")
    @Operation(summary = "Decides again from the stored facts and policies, and compares")
    public ReplayDecision.Replay replay(@PathParam("id") String id) {
        RecordedDecision decision = store.find(id(id)).orElseThrow(DecisionResource::unknown);
        caller.requireVisible(decision.namespace());
        return replayDecision.replay(decision);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return problem(404, "Not found")
                .detail("There is nothing here, or you may not see it.")
                .build();
    }
}
