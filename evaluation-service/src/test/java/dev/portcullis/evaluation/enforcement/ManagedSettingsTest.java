// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.OtherChoices;
import dev.portcullis.evaluation.testing.Project;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings without which a failed status blocks nothing are put right, where that is configured. */
@QuarkusTest
@TestProfile(OtherChoices.class)
class ManagedSettingsTest extends EvaluationTest {
    private static final String SETTING = "only_allow_merge_if_pipeline_succeeds";

    @Test
    void aSettingThatWouldDefeatTheBlockIsTurnedOnAndTold() {
        Project project = guarded();
        project.change(Map.of(SETTING, false));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        long pipeline = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();

        awaitStatus(mergeRequest, pipeline, "failed");
        eventually(() -> assertThat(project.setting(SETTING)).isEqualTo("true"));
        assertThat(mergeRequest.merge(world().person("alice"))).isEqualTo(405);
        eventually(() -> assertThat(alerts("settings-drift", project))
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.path("description").asText()).contains("has been turned on")));
    }

    @Test
    void aBotThatMayNotChangeSettingsSaysSoAndPostsItsStatusAnyway() {
        Project project = guarded();
        String bot = "/members/" + world().bot().id();
        assertThat(project.call(project.root(), "PUT", bot, Map.of("access_level", 30))
                        .status())
                .isEqualTo(200);
        project.change(Map.of(SETTING, false));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        long pipeline = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();

        awaitStatus(mergeRequest, pipeline, "failed");
        assertThat(project.setting(SETTING)).isEqualTo("false");
        eventually(() -> assertThat(alerts("settings-drift", project))
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.path("description").asText()).contains("Turn it on")));
    }

    private Project guarded() {
        Project project = project();
        project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        return project;
    }
}
