// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static dev.portcullis.sandbox.testing.TestIssuer.grant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithGitLab.class)
class ReadAccessTest extends EvaluationTest {
    @Test
    void aPersonSeesWhatTheirGrantsCoverAndNothingElse() {
        Project project = project();
        project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(job("test")));
        awaitOutcome(mergeRequest, "approval_required");
        String namespace = "gitlab/" + project.path();
        String one = "/api/v1/merge-requests/gitlab/" + project.id() + "/" + mergeRequest.iid();
        String decision = "/api/v1/decisions/" + state(mergeRequest).getString("decision.id");

        as(namespace)
                .get(one)
                .then()
                .statusCode(200)
                .body("decision.waitsFor[0]", containsString("alice"))
                .body("decision.waitsFor[1]", equalTo("It passes with 1 more approval of alice."));
        as(namespace)
                .get(decision)
                .then()
                .statusCode(200)
                .body("outcome", equalTo("approval_required"))
                .body("result.outcome", equalTo("APPROVAL_REQUIRED"));
        as(namespace)
                .get("/api/v1/merge-requests?outcome=approval_required&project=" + namespace)
                .then()
                .statusCode(200)
                .body("items.iid", hasItem((int) mergeRequest.iid()));
        as(namespace).get("/api/v1/instances").then().statusCode(200).body("items.name", hasItem("gitlab"));

        for (String path : List.of(one, decision)) {
            as("gitlab/other").get(path).then().statusCode(404);
            given().get(path).then().statusCode(401);
        }
        as("gitlab/other").get("/api/v1/merge-requests").then().statusCode(200).body("items", empty());
        as("other").get("/api/v1/instances").then().statusCode(200).body("items", empty());
    }

    @Test
    void wrongQuestionsAreClearlyRefused() {
        as("gitlab").get("/api/v1/merge-requests?outcome=maybe").then().statusCode(400);
        as("gitlab").get("/api/v1/merge-requests?limit=0").then().statusCode(400);
        as("gitlab").get("/api/v1/merge-requests?after=nonsense").then().statusCode(400);
        as("gitlab").get("/api/v1/decisions/not-an-id").then().statusCode(404);
        as("gitlab").get("/api/v1/dead-letters").then().statusCode(403);
    }

    @Test
    void pagesFollowEachOtherWithoutGaps() {
        Project project = project();
        for (int i = 1; i <= 3; i++) {
            MergeRequest mergeRequest = project.mergeRequest(project.member("author-" + i, 30), "change-" + i);
            eventually(() -> assertThat(state(mergeRequest).getString("mergeRequest.state"))
                    .isEqualTo("opened"));
        }
        String list = "/api/v1/merge-requests?limit=2&project=gitlab/" + project.path();
        String next = as("gitlab").get(list).then().statusCode(200).extract().path("next");
        List<Integer> first = as("gitlab").get(list).then().extract().path("items.iid");
        List<Integer> second =
                as("gitlab").get(list + "&after=" + next).then().extract().path("items.iid");
        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    private static RequestSpecification as(String namespace) {
        return given().auth().oauth2(TestIssuer.token("reader", grant("viewer", namespace)));
    }
}
