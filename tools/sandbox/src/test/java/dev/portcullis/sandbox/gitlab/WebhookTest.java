// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static GitLabTest gitlab;

    private Receiver receiver;
    private long project;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    @BeforeEach
    void open() {
        receiver = new Receiver();
        project = gitlab.project();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private long hook(Object... more) {
        Object[] fields = new Object[more.length + 2];
        fields[0] = "url";
        fields[1] = receiver.url();
        System.arraycopy(more, 0, fields, 2, more.length);
        Answer made = gitlab.post(gitlab.root, "/projects/" + project + "/hooks", fields);
        assertThat(made.status()).isEqualTo(201);
        return made.id();
    }

    @Test
    void headersAreGitLabs() {
        hook("token", "s3cret", "custom_headers", List.of(Map.of("key", "X-Own", "value", "1")));
        gitlab.commit(gitlab.root, project, "a", "a.txt", "a");
        Receiver.Delivered push = receiver.next("push");
        assertThat(push.header("Content-Type")).isEqualTo("application/json");
        assertThat(push.header("User-Agent")).isEqualTo("GitLab/18.2.0");
        assertThat(push.header("X-Gitlab-Event")).isEqualTo("Push Hook");
        assertThat(push.header("X-Gitlab-Token")).isEqualTo("s3cret");
        assertThat(push.header("X-Gitlab-Instance")).isEqualTo(gitlab.gitlab.baseUrl());
        assertThat(push.header("X-Gitlab-Webhook-UUID")).isNotBlank();
        assertThat(push.header("X-Gitlab-Event-UUID")).isNotBlank();
        assertThat(push.header("Idempotency-Key")).isNotBlank();
        assertThat(push.header("X-Own")).isEqualTo("1");
        assertThat(push.header("webhook-signature")).isNull();
    }

    @Test
    void signingTokenSignsTheRawBody() throws Exception {
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        hook("signing_token", "whsec_" + Base64.getEncoder().encodeToString(key));
        gitlab.commit(gitlab.root, project, "a", "a.txt", "a");
        Receiver.Delivered push = receiver.next("push");
        assertThat(push.header("webhook-id")).isEqualTo(push.header("Idempotency-Key"));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = push.header("webhook-id") + "." + push.header("webhook-timestamp") + "." + push.body();
        assertThat(push.header("webhook-signature"))
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void pushIsOnUnlessTurnedOffAndOthersOffUnlessTurnedOn() {
        long id = hook();
        Answer hook = gitlab.get(gitlab.root, "/projects/" + project + "/hooks/" + id);
        assertThat(hook.at("/push_events").asBoolean()).isTrue();
        assertThat(hook.at("/merge_requests_events").asBoolean()).isFalse();
        assertThat(Answer.keys(hook.json()))
                .contains(
                        "id",
                        "url",
                        "name",
                        "description",
                        "push_events",
                        "push_events_branch_filter",
                        "branch_filter_strategy",
                        "issues_events",
                        "confidential_issues_events",
                        "merge_requests_events",
                        "tag_push_events",
                        "note_events",
                        "confidential_note_events",
                        "job_events",
                        "pipeline_events",
                        "wiki_page_events",
                        "deployment_events",
                        "feature_flag_events",
                        "releases_events",
                        "enable_ssl_verification",
                        "repository_update_events",
                        "alert_status",
                        "disabled_until",
                        "created_at",
                        "resource_access_token_events",
                        "custom_webhook_template")
                .doesNotContain("token", "signing_token");
    }

    @Test
    void branchFilterAppliesToPushes() {
        hook("push_events_branch_filter", "release/*");
        gitlab.commit(gitlab.root, project, "feature", "a.txt", "a");
        gitlab.commit(gitlab.root, project, "release/1", "b.txt", "b");
        assertThat(receiver.next("push").json().get("ref").asText()).isEqualTo("refs/heads/release/1");
    }

    @Test
    void failureIsNotRetriedAndHistoryTellsIt() {
        receiver.status = 500;
        long id = hook();
        gitlab.commit(gitlab.root, project, "a", "a.txt", "a");
        receiver.next("push");
        String path = "/projects/" + project + "/hooks/" + id + "/events";
        await().until(() -> gitlab.get(gitlab.root, path).json().size() == 1);
        Answer event = gitlab.get(gitlab.root, path);
        assertThat(event.at("/0/response_status").asText()).isEqualTo("500");
        assertThat(event.at("/0/trigger").asText()).isEqualTo("push_hooks");
        assertThat(receiver.empty()).isTrue();
        assertThat(gitlab.get(gitlab.root, path + "?status=successful").json()).isEmpty();
    }

    @Test
    void resendKeepsTheKeyAndRefreshesTheWebhookUuid() {
        long id = hook();
        gitlab.commit(gitlab.root, project, "a", "a.txt", "a");
        Receiver.Delivered first = receiver.next("push");
        String path = "/projects/" + project + "/hooks/" + id + "/events";
        await().until(() -> gitlab.get(gitlab.root, path).json().size() == 1);
        long event = gitlab.get(gitlab.root, path).at("/0/id").asLong();
        Answer resent = gitlab.post(gitlab.root, path + "/" + event + "/resend");
        assertThat(resent.status()).isEqualTo(201);
        assertThat(resent.at("/response_status").asInt()).isEqualTo(200);
        Receiver.Delivered second = receiver.next("push");
        assertThat(second.header("Idempotency-Key")).isEqualTo(first.header("Idempotency-Key"));
        assertThat(second.header("X-Gitlab-Webhook-UUID")).isNotEqualTo(first.header("X-Gitlab-Webhook-UUID"));
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void fourFailuresPauseAHookUntilItsTimeIsOver() {
        receiver.status = 500;
        long id = hook();
        String path = "/projects/" + project + "/hooks/" + id;
        for (int i = 1; i <= 4; i++) {
            gitlab.commit(gitlab.root, project, "b" + i, "f.txt", "x" + i);
            receiver.next("push");
            int sent = i;
            await().until(() -> gitlab.get(gitlab.root, path + "/events").json().size() == sent);
        }
        assertThat(gitlab.get(gitlab.root, path).at("/alert_status").asText()).isEqualTo("temporarily_disabled");
        gitlab.commit(gitlab.root, project, "b5", "f.txt", "x5");
        receiver.status = 200;
        gitlab.control("POST", "/clock", "seconds", 61);
        gitlab.commit(gitlab.root, project, "b6", "f.txt", "x6");
        assertThat(receiver.next("push").json().get("ref").asText()).isEqualTo("refs/heads/b6");
        await().until(() -> gitlab.get(gitlab.root, path).at("/disabled_until").isNull());
    }

    @Test
    void successfulTestEnablesADisabledHookAgain() {
        receiver.status = 404;
        long id = hook("merge_requests_events", true);
        String path = "/projects/" + project + "/hooks/" + id;
        assertThat(gitlab.post(gitlab.root, path + "/test/merge_requests_events")
                        .status())
                .as("there is no merge request yet")
                .isEqualTo(422);
        for (int i = 0; i < 4; i++) {
            assertThat(gitlab.post(gitlab.root, path + "/test/push_events")
                            .at("/message")
                            .asText())
                    .isEqualTo("404");
        }
        assertThat(gitlab.get(gitlab.root, path).at("/alert_status").asText()).isEqualTo("temporarily_disabled");
        receiver.status = 200;
        assertThat(gitlab.post(gitlab.root, path + "/test/push_events").status())
                .isEqualTo(201);
        assertThat(gitlab.get(gitlab.root, path).at("/alert_status").asText()).isEqualTo("executable");
    }

    @Test
    void droppedWebhooksLeaveNoTrace() {
        long id = hook();
        gitlab.control("PUT", "/faults", "drop_webhooks", true);
        gitlab.commit(gitlab.root, project, "lost", "a.txt", "a");
        gitlab.control("DELETE", "/faults");
        gitlab.commit(gitlab.root, project, "kept", "b.txt", "b");
        assertThat(receiver.next("push").json().get("ref").asText()).isEqualTo("refs/heads/kept");
        String path = "/projects/" + project + "/hooks/" + id + "/events";
        await().until(() -> gitlab.get(gitlab.root, path).json().size() == 1);
    }

    @Test
    void hooksAreForMaintainersAndUrlsAreChecked() {
        GitLabTest.Person developer = gitlab.user("developer-" + project);
        gitlab.member(project, developer, 30);
        assertThat(gitlab.get(developer.token(), "/projects/" + project + "/hooks")
                        .status())
                .isEqualTo(403);
        assertThat(gitlab.post(gitlab.root, "/projects/" + project + "/hooks", "url", "ftp://x")
                        .status())
                .isEqualTo(422);
        assertThat(gitlab.get(gitlab.root, "/groups/1/hooks").status())
                .as("Premium")
                .isEqualTo(404);
    }

    @Test
    void systemHooksTellOfPeopleAndMergeRequestsButNotOfPipelines() {
        Answer hook = gitlab.post(gitlab.root, "/hooks", "url", receiver.url(), "merge_requests_events", true);
        GitLabTest.Person person = gitlab.user("person-" + project);
        Receiver.Delivered created = receiver.next("user_create");
        assertThat(created.header("X-Gitlab-Event")).isEqualTo("System Hook");
        assertThat(Answer.keys(created.json()))
                .contains("created_at", "updated_at", "email", "event_name", "name", "username", "user_id");
        gitlab.member(project, person, 30);
        assertThat(Answer.keys(receiver.next("user_add_to_team").json()))
                .contains("access_level", "project_id", "user_id", "user_username");
        gitlab.mergeRequest(person.token(), project, "feature");
        Receiver.Delivered opened = receiver.mergeRequest("open");
        assertThat(opened.header("X-Gitlab-Event")).isEqualTo("System Hook");
        assertThat(opened.json().get("event_name").asText()).isEqualTo("merge_request");
        gitlab.call(gitlab.root, "DELETE", "/hooks/" + hook.id());
    }
}
