// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatusCheckTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.ULTIMATE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static final String ONE = "/merge_requests/1";

    private static long check(long project, String name, String url) {
        return gitlab.post(
                        gitlab.root,
                        "/projects/" + project + "/external_status_checks",
                        "name",
                        name,
                        "external_url",
                        url,
                        "shared_secret",
                        "s3cret")
                .id();
    }

    private static Answer answer(long project, long check, String status) {
        String sha =
                gitlab.get(gitlab.root, "/projects/" + project + ONE).at("/sha").asText();
        return gitlab.post(
                gitlab.root,
                "/projects/" + project + ONE + "/status_check_responses",
                "sha",
                sha,
                "external_status_check_id",
                check,
                "status",
                status);
    }

    private static String status(long project) {
        return gitlab.get(gitlab.root, "/projects/" + project + ONE + "/status_checks")
                .at("/0/status")
                .asText();
    }

    private static int merge(long project) {
        return gitlab.put(gitlab.root, "/projects/" + project + ONE + "/merge").status();
    }

    @Test
    void blocksOnlyWhereTheProjectSays() {
        long project = gitlab.project();
        long check = check(project, "gate", "http://127.0.0.1:1/check");
        gitlab.mergeRequest(gitlab.root, project, "feature");
        gitlab.put(gitlab.root, "/projects/" + project, "only_allow_merge_if_all_status_checks_passed", true);
        assertThat(merge(project)).isEqualTo(405);
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + ONE)
                        .at("/detailed_merge_status")
                        .asText())
                .isEqualTo("status_checks_must_pass");
        assertThat(answer(project, check, "failed").status()).isEqualTo(201);
        assertThat(merge(project)).isEqualTo(405);
        answer(project, check, "passed");
        assertThat(merge(project)).isEqualTo(200);
    }

    @Test
    void bodiesHaveTheKeysOfRealOnes() {
        long project = gitlab.project();
        check(project, "gate", "http://127.0.0.1:1/check");
        gitlab.mergeRequest(gitlab.root, project, "feature");
        assertThat(Answer.keys(gitlab.get(gitlab.root, "/projects/" + project + ONE + "/status_checks")
                        .json()
                        .get(0)))
                .containsExactlyInAnyOrder("id", "name", "external_url", "status");
        assertThat(Answer.keys(gitlab.get(gitlab.root, "/projects/" + project + "/external_status_checks")
                        .json()
                        .get(0)))
                .containsExactlyInAnyOrder("id", "name", "project_id", "external_url", "hmac", "protected_branches");
    }

    @Test
    void pendingForTwoMinutesHasFailedAndALaterAnswerIsTaken() {
        long project = gitlab.project();
        long check = check(project, "gate", "http://127.0.0.1:1/check");
        gitlab.mergeRequest(gitlab.root, project, "feature");
        assertThat(status(project)).isEqualTo("pending");
        answer(project, check, "pending");
        gitlab.control("POST", "/clock", "seconds", 119);
        assertThat(status(project)).isEqualTo("pending");
        gitlab.control("POST", "/clock", "seconds", 2);
        assertThat(status(project)).isEqualTo("failed");
        answer(project, check, "passed");
        gitlab.control("POST", "/clock", "seconds", 500);
        assertThat(status(project)).isEqualTo("passed");
    }

    @Test
    void answerCountsForItsHeadOnly() {
        long project = gitlab.project();
        long check = check(project, "gate", "http://127.0.0.1:1/check");
        gitlab.mergeRequest(gitlab.root, project, "feature");
        answer(project, check, "passed");
        gitlab.commit(gitlab.root, project, "feature", "more.txt", "x");
        assertThat(status(project)).isEqualTo("pending");
        assertThat(gitlab.post(
                                gitlab.root,
                                "/projects/" + project + ONE + "/status_check_responses",
                                "sha",
                                "0".repeat(40),
                                "external_status_check_id",
                                check,
                                "status",
                                "passed")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void olderMergeRequestsAreNotAsked() {
        long project = gitlab.project();
        gitlab.mergeRequest(gitlab.root, project, "feature");
        gitlab.control("POST", "/clock", "seconds", 1);
        check(project, "gate", "http://127.0.0.1:1/check");
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + ONE + "/status_checks")
                        .json())
                .isEmpty();
    }

    @Test
    void nameAndUrlAreUnique() {
        long project = gitlab.project();
        check(project, "gate", "http://127.0.0.1:1/check");
        String path = "/projects/" + project + "/external_status_checks";
        assertThat(gitlab.post(gitlab.root, path, "name", "gate", "external_url", "http://127.0.0.1:1/x")
                        .status())
                .isEqualTo(400);
        assertThat(gitlab.post(gitlab.root, path, "name", "x", "external_url", "http://127.0.0.1:1/check")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void serviceIsAskedWithASignatureAndAgainAtARetry() throws Exception {
        try (Receiver receiver = new Receiver()) {
            long project = gitlab.project();
            long check = check(project, "gate", receiver.url());
            gitlab.mergeRequest(gitlab.root, project, "feature");
            Receiver.Delivered asked = receiver.mergeRequest("open");
            assertThat(asked.json().at("/external_approval_rule/id").asLong()).isEqualTo(check);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            assertThat(asked.header("X-Gitlab-Signature"))
                    .isEqualTo(HexFormat.of().formatHex(mac.doFinal(asked.body().getBytes(StandardCharsets.UTF_8))));
            String retry = "/projects/" + project + ONE + "/status_checks/" + check + "/retry";
            assertThat(gitlab.post(gitlab.root, retry).status()).isEqualTo(422);
            answer(project, check, "failed");
            assertThat(gitlab.post(gitlab.root, retry).status()).isEqualTo(202);
            assertThat(status(project)).isEqualTo("pending");
            assertThat(receiver.mergeRequest("update")
                            .json()
                            .at("/external_approval_rule/name")
                            .asText())
                    .isEqualTo("gate");
        }
    }

    @Test
    void checksExistOnUltimateOnly() {
        try (GitLabTest premium = new GitLabTest(Tier.PREMIUM)) {
            long project = premium.project();
            assertThat(premium.get(premium.root, "/projects/" + project + "/external_status_checks")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void vulnerabilitiesMoveBetweenTheirStates() {
        long project = gitlab.project();
        long id = gitlab.control("POST", "/projects/" + project + "/vulnerabilities", "uuid", "u", "severity", "high")
                .id();
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/vulnerabilities")
                        .each("state"))
                .containsExactly("detected");
        assertThat(gitlab.post(gitlab.root, "/vulnerabilities/" + id + "/dismiss")
                        .at("/state")
                        .asText())
                .isEqualTo("dismissed");
        assertThat(gitlab.post(gitlab.root, "/vulnerabilities/" + id + "/revert")
                        .at("/state")
                        .asText())
                .isEqualTo("detected");
    }
}
