// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NewerVersionTest {
    @Test
    void version19HasMoreFieldsAndWebhookHeaders() {
        try (GitLabTest gitlab =
                        new GitLabTest(SimulatedGitLabOptions.of(Tier.FREE).withVersion("19.1.0"));
                Receiver receiver = new Receiver()) {
            long project = gitlab.project();
            gitlab.post(
                    gitlab.root,
                    "/projects/" + project + "/hooks",
                    "url",
                    receiver.url(),
                    "merge_requests_events",
                    true,
                    "pipeline_events",
                    true);
            gitlab.mergeRequest(gitlab.root, project, "feature");
            Receiver.Delivered opened = receiver.mergeRequest("open");
            assertThat(Answer.keys(opened.json().get("object_attributes")))
                    .contains("actioned_at", "merged_at", "target_branch_protected");
            assertThat(opened.json().at("/changes/merge_status/previous").asText())
                    .isEqualTo("preparing");
            assertThat(opened.header("webhook-id")).isEqualTo(opened.header("Idempotency-Key"));
            assertThat(opened.header("webhook-signature"))
                    .as("there is no signing token")
                    .isNull();
            assertThat(opened.header("User-Agent")).isEqualTo("GitLab/19.1.0");
            gitlab.control("POST", "/projects/" + project + "/pipelines", "jobs", List.of(GitLabTest.job("name", "t")));
            assertThat(Answer.keys(receiver.next("pipeline").json().get("object_attributes")))
                    .contains("protected_ref", "default_branch");
            assertThat(gitlab.get(gitlab.root, "/metadata").at("/version").asText())
                    .isEqualTo("19.1.0");
        }
    }
}
