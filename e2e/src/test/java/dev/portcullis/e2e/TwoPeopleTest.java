// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.sandbox.demo.Await;
import dev.portcullis.sandbox.demo.Cast;
import dev.portcullis.sandbox.demo.MergeRequest;
import dev.portcullis.sandbox.demo.Project;
import dev.portcullis.sandbox.demo.Report;
import dev.portcullis.sandbox.demo.Rest;
import dev.portcullis.sandbox.demo.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a proposal to the enforcement of a merge request, with real sign-in: it takes two people, and is on record. */
class TwoPeopleTest {
    private static final String POLICY = "Two people look at criticals";
    private static final String YAML = """
            approval_policy:
              - name: %s
                enabled: true
                rules:
                  - type: scan_finding
                    branch_type: protected
                    scanners: [sast]
                    vulnerabilities_allowed: 0
                    severity_levels: [critical]
                    vulnerability_states: [new_needs_triage]
                actions:
                  - type: require_approval
                    approvals_required: 1
                    group_approvers: [acme/security]
            """.formatted(POLICY);

    @TempDir
    static Path directory;

    private static RunningSystem running;
    private static Cast cast;

    private final Await await = new Await(Duration.ofSeconds(90));

    @BeforeAll
    static void start() throws Exception {
        running = RunningSystem.start(directory);
        cast = Cast.of(running.system().url(), running.system().gitLabUrl(), running.rootToken());
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void aPolicyComesIntoForceByTwoPeopleAndEveryStepIsOnRecord() {
        Rest ada = cast.adaAtPortcullis();
        Rest grace = cast.graceAtPortcullis();
        Rest.Answer proposed = ada.call(
                "POST",
                "/api/v1/proposals",
                Map.of(
                        "kind", "new",
                        "level", Map.of("kind", "group", "instance", "gitlab", "path", "acme"),
                        "yaml", YAML,
                        "title", "Look at criticals",
                        "reason", "Audit finding 7"));
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(201);
        String id = proposed.text("id");
        String digest = proposed.text("digest");

        assertThat(step(ada, id, "activation", null).status()).isEqualTo(409);
        assertThat(step(ada, id, "approvals", Map.of("digest", digest)).status())
                .isEqualTo(403);
        assertThat(step(ada, id, "activation", null).status()).isEqualTo(409);
        assertThat(ada.call("GET", "/api/v1/proposals/" + id, null).text("state"))
                .isEqualTo("open");
        assertThat(step(grace, id, "approvals", Map.of("digest", digest)).isOk())
                .isTrue();
        Rest.Answer active = step(ada, id, "activation", null);
        assertThat(active.text("state")).isEqualTo("activated");
        String policyId = active.text("policyId");

        Project web = cast.project("acme/shop/web");
        web.scanDefaultBranch(List.of(Report.ofDemo("sast", "web-main-sast.json")));
        Episode episode = new Episode(cast, web);
        MergeRequest opened = episode.open("two-people");
        episode.scan(opened);
        episode.awaitBlock(opened);
        assertThat(opened.merge().status()).isEqualTo(405);
        assertThat(Verdict.of(grace, opened).sentences().toString()).contains(POLICY);

        String exception = exception(policyId, opened, ada, grace);
        episode.awaitBlock(opened);
        episode.release(opened);

        recorded("proposal", id, "created", "self-approval-refused", "approved", "activated");
        recorded("policy", policyId, "created");
        recorded("exception", exception, "requested", "self-approval-refused", "approved", "activated", "revoked");
        JsonNode created = entry("policy.created", policyId);
        assertThat(created.toString()).contains("\"proposedBy\":\"ada\"", "\"approvedBy\":\"grace\"", id);
        List<String> decided = actions("merge-request.*", "gitlab:" + web.id() + ":" + opened.iid());
        assertThat(decided).contains("merge-request.decided");
    }

    /** An exception that two people made releases the merge request until one of them ends it. */
    private String exception(String policyId, MergeRequest opened, Rest ada, Rest grace) {
        Rest.Answer requested = ada.call(
                "POST",
                "/api/v1/exceptions",
                Map.of(
                        "policyId",
                        policyId,
                        "scope",
                        "acme/shop/web",
                        "whole",
                        true,
                        "reason",
                        "The release of tonight",
                        "endsAt",
                        Instant.now().plus(Duration.ofDays(1)).toString()));
        assertThat(requested.status()).as("%s", requested.body()).isEqualTo(201);
        String path = "/api/v1/exceptions/" + requested.text("id");
        Map<String, String> seen = Map.of("digest", requested.text("digest"));
        assertThat(ada.call("POST", path + "/approvals", seen).status()).isEqualTo(403);
        assertThat(grace.call("POST", path + "/approvals", seen).text("state")).isEqualTo("active");
        await.until(
                "the release of " + opened.name() + " by the exception",
                () -> Verdict.of(grace, opened),
                Verdict::isReleased);
        await.until(
                "the count of its use",
                () -> ada.call("GET", path, null).body().path("mergeRequests").asInt(),
                count -> count == 1);
        assertThat(ada.call("POST", path + "/revocation", Map.of("reason", "It was not needed"))
                        .text("state"))
                .isEqualTo("revoked");
        return requested.text("id");
    }

    private static Rest.Answer step(Rest who, String proposal, String step, Map<String, String> body) {
        return who.call("POST", "/api/v1/proposals/" + proposal + "/" + step, body);
    }

    private void recorded(String type, String id, String... verbs) {
        List<String> wanted =
                Arrays.stream(verbs).map(verb -> type + "." + verb).toList();
        await.until(
                "the audit entries of " + type + " " + id,
                () -> actions(type + ".*", id),
                actions -> actions.containsAll(wanted));
    }

    private static JsonNode entry(String action, String id) {
        return entries(action, id).path("items").path(0);
    }

    private static List<String> actions(String action, String id) {
        return entries(action, id)
                .path("items")
                .valueStream()
                .map(item -> item.path("entry").path("action").asText())
                .toList();
    }

    private static JsonNode entries(String action, String id) {
        return cast.adaAtPortcullis()
                .require(
                        "GET",
                        "/api/v1/audit?limit=200&action=" + action + "&objectId="
                                + URLEncoder.encode(id, StandardCharsets.UTF_8),
                        null);
    }
}
