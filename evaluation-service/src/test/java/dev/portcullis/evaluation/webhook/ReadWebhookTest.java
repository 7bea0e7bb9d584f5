// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.MergeRequestChanged;
import dev.portcullis.contracts.PipelineState;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.RepositoryPushed;
import dev.portcullis.evaluation.webhook.WebhookFact.Ignored;
import dev.portcullis.evaluation.webhook.WebhookFact.Published;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadWebhookTest {
    private static final ProjectRef PROJECT = new ProjectRef("gitlab", 42, "acme/web");
    private static final String HEAD = "5f1c2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c";

    @Test
    void readsAPipeline() throws IOException {
        Published fact = published("Pipeline Hook", Bodies.of("pipeline"));

        assertThat(fact.type()).isEqualTo(EventType.PIPELINE_FINISHED);
        assertThat(fact.subject()).isEqualTo("gitlab/42/pipelines/9031");
        assertThat(fact.time()).isEqualTo(Instant.parse("2026-11-20T09:18:31Z"));
        assertThat(fact.data())
                .isEqualTo(new PipelineState(
                        PROJECT,
                        9031,
                        HEAD,
                        "feature/login",
                        false,
                        "merge_request_event",
                        "success",
                        7L,
                        Instant.parse("2026-11-20T09:15:04Z"),
                        Instant.parse("2026-11-20T09:18:31Z")));
    }

    @Test
    void theMergeRequestOfAForksPipelineIsNoneOfTheForks() throws IOException {
        String body = Bodies.of("pipeline").replaceFirst("\"target_project_id\": *42", "\"target_project_id\": 43");
        assertThat(body).contains("\"target_project_id\": 43");

        assertThat(published("Pipeline Hook", body).data())
                .asInstanceOf(type(PipelineState.class))
                .extracting(PipelineState::mergeRequestIid)
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "created, PIPELINE_CREATED", "running, PIPELINE_CREATED", "manual, PIPELINE_CREATED",
        "success, PIPELINE_FINISHED", "failed, PIPELINE_FINISHED", "canceled, PIPELINE_FINISHED",
        "skipped, PIPELINE_FINISHED", "a_status_of_tomorrow, PIPELINE_CREATED"
    })
    void tellsFinishedPipelinesFromOthers(String status, EventType type) throws IOException {
        String body = Bodies.of("pipeline")
                .replace(
                        "\"status\": \"success\", \"detailed_status\"",
                        "\"status\": \"" + status + "\", \"detailed_status\"");

        assertThat(published("Pipeline Hook", body).type()).isEqualTo(type);
    }

    @Test
    void readsAMergeRequestByHeaderAndAsASystemHook() throws IOException {
        Published fact = published("Merge Request Hook", Bodies.of("merge-request"));

        assertThat(fact).isEqualTo(published("System Hook", Bodies.of("merge-request")));
        assertThat(fact.subject()).isEqualTo("gitlab/42!7");
        assertThat(fact.data())
                .isEqualTo(new MergeRequestChanged(
                        PROJECT,
                        7,
                        "update",
                        "opened",
                        HEAD,
                        "aaaa2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c",
                        42,
                        "feature/login",
                        "main",
                        5,
                        5,
                        "dana",
                        false,
                        Instant.parse("2026-11-20T09:15:00Z")));
    }

    @Test
    void bearsNullWhereverGitLabPutsIt() throws IOException {
        String bare = """
                {"object_kind":"merge_request","user":null,"project":{"id":42,"path_with_namespace":null},
                 "object_attributes":{"iid":7,"state":"closed","last_commit":null,"author_id":null,"oldrev":null,
                 "source_project_id":null,"updated_at":null,"system":null}}""";

        Published fact = published("Merge Request Hook", bare);

        assertThat(fact.time()).isNull();
        assertThat(fact.data())
                .isEqualTo(new MergeRequestChanged(
                        new ProjectRef("gitlab", 42, ""),
                        7,
                        "update",
                        "closed",
                        null,
                        null,
                        0,
                        "",
                        "",
                        0,
                        0,
                        "",
                        false,
                        null));
    }

    @Test
    void findsTheProjectOfAnOldSystemHook() throws IOException {
        String old = """
                {"object_kind":"merge_request","project":{"name":"Web"},
                 "object_attributes":{"iid":7,"state":"opened","target_project_id":42,
                 "target":{"path_with_namespace":"acme/web"}}}""";

        assertThat(published("System Hook", old).project()).isEqualTo(PROJECT);
    }

    @Test
    void readsAPushToTheDefaultBranchOnly() throws IOException {
        assertThat(published("Push Hook", Bodies.of("push")).data())
                .isEqualTo(new RepositoryPushed(
                        PROJECT,
                        "main",
                        "aaaa2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c",
                        "bbbb2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c",
                        5));

        assertThat(read("Push Hook", Bodies.of("push").replace("refs/heads/main", "refs/heads/topic")))
                .isInstanceOf(Ignored.class);
        assertThat(read(
                        "Push Hook",
                        Bodies.of("push").replace("bbbb2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c", "0".repeat(40))))
                .isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Job Hook", "Note Hook", "Vulnerability Hook", "A Hook of Tomorrow"})
    void ignoresOtherEvents(String event) throws IOException {
        assertThat(read(event, Bodies.of("pipeline"))).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @CsvSource({"Pipeline Hook", "Merge Request Hook", "Push Hook", "System Hook"})
    void ignoresABodyThatLacksWhatItIsAbout(String event) throws IOException {
        assertThat(read(event, "{\"object_kind\":\"push\",\"project\":{\"id\":42}}"))
                .asInstanceOf(type(Ignored.class))
                .extracting(Ignored::reason)
                .asString()
                .contains("lacks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "\"x\"", "{", "{\"object_kind\":\"pipe", "{} {}", "<xml/>", "{\"a\":}"})
    void refusesWhatIsNotOneJsonObject(String body) {
        assertThatThrownBy(() -> WebhookBody.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void quotesNothingOfABodyThatItCannotRead() {
        String broken = Bodies.of("pipeline").replace("\"stages\"", "stages");

        assertThatThrownBy(() -> WebhookBody.read(broken.getBytes(StandardCharsets.UTF_8)))
                .hasMessageNotContaining("clear-text-secret")
                .hasMessageNotContaining("object_kind");
        assertThatThrownBy(() -> WebhookBody.read("hunter2".getBytes(StandardCharsets.UTF_8)))
                .hasMessageNotContaining("hunter2")
                .hasMessageContaining("line 1");
    }

    @Test
    void boundsValuesAndDepth() {
        String longRef = Bodies.of("pipeline").replace("feature/login\", \"tag", "x".repeat(5_000) + "\", \"tag");
        assertThatThrownBy(() -> WebhookBody.read(longRef.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("'object_attributes.ref' is longer than 4096 characters");

        String deep = "{\"x\":" + "[".repeat(300) + "]".repeat(300) + "}";
        assertThatThrownBy(() -> WebhookBody.read(deep.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2016-08-12 15:23:28 UTC, 2016-08-12T15:23:28Z",
        "2016-08-12 15:23:28 +0200, 2016-08-12T13:23:28Z",
        "2016-08-12T15:23:28.123Z, 2016-08-12T15:23:28.123Z",
        "2016-08-12T15:23:28+02:00, 2016-08-12T13:23:28Z",
        "yesterday, ",
        "2016-13-45 99:00:00 UTC, "
    })
    void readsTimesInAllTheirForms(String text, Instant instant) {
        assertThat(GitLabTime.parse(text)).isEqualTo(instant);
    }

    private static Published published(String event, String body) throws IOException {
        return (Published) read(event, body);
    }

    private static WebhookFact read(String event, String body) throws IOException {
        WebhookBody parsed = WebhookBody.read(body.getBytes(StandardCharsets.UTF_8));
        return ReadWebhook.read("gitlab", ReadWebhook.kind(event, parsed), parsed);
    }
}
