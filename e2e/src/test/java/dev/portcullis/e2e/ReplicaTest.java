// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.sandbox.demo.Cast;
import dev.portcullis.sandbox.demo.MergeRequest;
import dev.portcullis.sandbox.demo.Project;
import dev.portcullis.sandbox.demo.Report;
import dev.portcullis.sandbox.demo.Rest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of policy-service and of evaluation-service, of which one each goes away. */
class ReplicaTest {
    private static final String YAML = """
            approval_policy:
              - name: Replicas agree
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
            """;

    @TempDir
    Path directory;

    @Test
    void whatOneBeganTheOtherEnds() throws Exception {
        try (RunningSystem running = RunningSystem.start(directory)) {
            Cast cast = Cast.of(running.system().url(), running.system().gitLabUrl(), running.rootToken());
            String policies = running.system().replicate("policy-service");
            running.system().replicate("evaluation-service");
            Rest.Answer proposed = propose(cast.adaAtPortcullis());
            assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(201);
            String path = "/api/v1/proposals/" + proposed.text("id");

            Rest.Answer approved = cast.graceAtPortcullis()
                    .at(policies)
                    .call("POST", path + "/approvals", Map.of("digest", proposed.text("digest")));
            assertThat(approved.status()).as("%s", approved.body()).isEqualTo(200);
            // Whoever reads keys has read them by now, as after the first request of a day.
            assertThat(cast.graceAtPortcullis()
                            .call("GET", "/api/v1/merge-requests", null)
                            .status())
                    .isEqualTo(200);
            // They relay, consume and hold work, and hand none of it over.
            running.system().kill("policy-service");
            running.system().kill("evaluation-service-2");
            Rest.Answer active = cast.adaAtPortcullis().at(policies).call("POST", path + "/activation", null);
            assertThat(active.text("state")).as("%s", active.body()).isEqualTo("activated");

            Project web = cast.project("acme/shop/web");
            web.scanDefaultBranch(List.of(Report.ofDemo("sast", "web-main-sast.json")));
            Episode episode = new Episode(cast, web);
            MergeRequest opened = episode.open("replicas");
            episode.scan(opened);
            episode.awaitBlock(opened);
            assertThat(opened.merge().status()).isEqualTo(405);
            episode.release(opened);
        }
    }

    private static Rest.Answer propose(Rest author) {
        return author.call(
                "POST",
                "/api/v1/proposals",
                Map.of(
                        "kind", "new",
                        "level", Map.of("kind", "group", "instance", "gitlab", "path", "acme"),
                        "yaml", YAML,
                        "title", "Agree",
                        "reason", "Two are better than one"));
    }
}
