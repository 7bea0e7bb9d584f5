// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistenceTest {
    @TempDir
    private Path directory;

    private GitLabTest start() {
        return new GitLabTest(SimulatedGitLabOptions.of(Tier.ULTIMATE)
                .withStateDirectory(directory)
                .withRootToken("glpat-the-root-token"));
    }

    @Test
    void restartContinues() {
        long project;
        long job;
        GitLabTest.Person ann;
        Answer before;
        try (GitLabTest first = start()) {
            project = first.project();
            ann = first.user("ann");
            first.member(project, ann, 30);
            first.mergeRequest(ann.token(), project, "feature");
            first.post(first.root, "/projects/" + project + "/merge_requests/1/discussions", "body", "why?");
            first.post(first.root, "/projects/" + project + "/merge_requests/1/approve");
            first.put(first.root, "/projects/" + project, "merge_method", "ff");
            first.post(first.root, "/projects/" + project + "/hooks", "url", "http://127.0.0.1:1/", "token", "t");
            job = first.pipeline(project, 1, GitLabTest.job("name", "scan", "reports", Map.of("sast", "{}")))
                    .at("/jobs/0/id")
                    .asLong();
            first.control("POST", "/clock", "seconds", 3600);
            first.get(first.root, "/projects/" + project + "/merge_requests/1");
            before = first.get(first.root, "/projects/" + project + "/merge_requests/1");
        }
        try (GitLabTest second = start()) {
            String path = "/projects/" + project;
            Answer after = second.get(ann.token(), path + "/merge_requests/1");
            for (String same : List.of("id", "sha", "created_at", "diff_refs", "title", "detailed_merge_status")) {
                assertThat(after.json().get(same))
                        .as(same)
                        .isEqualTo(before.json().get(same));
            }
            assertThat(second.get(second.root, path).at("/merge_method").asText())
                    .isEqualTo("ff");
            assertThat(second.get(second.root, path + "/hooks").json()).hasSize(1);
            assertThat(second.get(second.root, path + "/jobs/" + job + "/artifacts/gl-sast-report.json")
                            .text())
                    .isEqualTo("{}");
            assertThat(second.get(second.root, path + "/repository/files/feature.txt/raw?ref=feature")
                            .text())
                    .isEqualTo("new on feature");
            assertThat(second.project("path", "later")).as("ids go on").isGreaterThan(project);
            assertThat(second.control("GET", "").at("/now").asText())
                    .as("so does the clock")
                    .isGreaterThan(Instant.now().plusSeconds(3000).toString());
        }
    }
}
