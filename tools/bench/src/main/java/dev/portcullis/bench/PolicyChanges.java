// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.sandbox.demo.Cast;
import dev.portcullis.sandbox.demo.MergeRequest;
import dev.portcullis.sandbox.demo.Rest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Activates policies one after the other, and waits until an open merge request has been decided anew with each. */
final class PolicyChanges {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Cast cast;
    private final String decision;

    private PolicyChanges(Cast cast, String decision) {
        this.cast = cast;
        this.decision = decision;
    }

    /** Opens the merge request to look at. */
    static PolicyChanges of(Cast cast) {
        MergeRequest opened = cast.project("acme/payments").open("measured", "Measure");
        return new PolicyChanges(
                cast, "/api/v1/merge-requests/gitlab/" + opened.project().id() + "/" + opened.iid());
    }

    /** How long it took from the request that activates a policy to the decision that knows it. */
    Latencies activate(int count) throws InterruptedException {
        List<Duration> times = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String name = "Measured " + i;
            String proposal = approved(name);
            long start = System.nanoTime();
            cast.adaAtPortcullis().require("POST", proposal + "/activation", null);
            awaitDecisionWith(name);
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
        return new Latencies(times);
    }

    private String approved(String name) {
        JsonNode proposed = cast.adaAtPortcullis()
                .require(
                        "POST",
                        "/api/v1/proposals",
                        Map.of(
                                "kind",
                                "new",
                                "level",
                                Map.of("kind", "group", "instance", "gitlab", "path", "acme"),
                                "yaml",
                                yaml(name),
                                "title",
                                name,
                                "reason",
                                "To measure"));
        String proposal = "/api/v1/proposals/" + proposed.path("id").asText();
        cast.graceAtPortcullis()
                .require(
                        "POST",
                        proposal + "/approvals",
                        Map.of("digest", proposed.path("digest").asText()));
        return proposal;
    }

    private void awaitDecisionWith(String name) throws InterruptedException {
        Rest reader = cast.graceAtPortcullis();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!reader.call("GET", decision, null)
                .body()
                .path("decision")
                .path("policies")
                .findValuesAsText("name")
                .contains(name)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("no decision with policy '" + name + "' within " + PATIENCE);
            }
            Thread.sleep(PAUSE);
        }
    }

    private static String yaml(String name) {
        return """
                approval_policy:
                  - name: %s
                    enabled: true
                    rules:
                      - type: any_merge_request
                        branch_type: protected
                        commits: any
                    actions:
                      - type: require_approval
                        approvals_required: 1
                        group_approvers: [acme/security]
                """.formatted(name);
    }
}
