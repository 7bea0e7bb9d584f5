// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.alert.Broker;
import dev.portcullis.alert.TestAlert;
import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(TestIssuer.class)
class TriageTest {
    private static final String PROBLEM = "application/problem+json";
    private static final AlertApi RITA = AlertApi.responder("gitlab/acme");

    @Test
    void anAlertGoesThroughItsLifeAndEveryStepIsAudited() throws Exception {
        String id = triggered("life");

        assertThat(RITA.change(id, "acknowledgement", null)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getString("status"))
                .isEqualTo("acknowledged");
        RITA.change(id, "resolution", "settings restored")
                .then()
                .statusCode(200)
                .body("statusBy.name", equalTo("rita"))
                .body("statusReason", equalTo("settings restored"));
        RITA.change(id, "reopening", "too early").then().statusCode(200).body("status", equalTo("triggered"));
        RITA.change(id, "dismissal", "test project").then().statusCode(200).body("status", equalTo("dismissed"));

        JsonPath read = RITA.read(id).jsonPath();
        assertThat(read.getList("history.status"))
                .containsExactly("triggered", "acknowledged", "resolved", "triggered", "dismissed");
        assertThat(read.getString("history[4].by.id")).isEqualTo(TestIssuer.personId("rita"));
        awaitAudit(id, "alert.triggered", "alert.acknowledged", "alert.resolved", "alert.reopened", "alert.dismissed");
    }

    @Test
    void anAlertThatIsSeenAfterItsResolutionIsOpenAgain() throws Exception {
        TestAlert alert = TestAlert.named("relapse");
        String id = triggered("relapse");
        RITA.change(id, "resolution", null).then().statusCode(200);
        alert.at(Instant.now().minusSeconds(30)).publish(1);
        RITA.await(alert, 2);
        assertThat(RITA.read(id).jsonPath().getString("status")).isEqualTo("resolved");

        alert.at(Instant.now()).publish(1);

        RITA.await(alert, 3);
        JsonPath read = RITA.read(id).jsonPath();
        assertThat(read.getString("status")).isEqualTo("triggered");
        assertThat(read.getString("history[2].by.kind")).isEqualTo("service");
        awaitAudit(id, "alert.triggered", "alert.resolved", "alert.reopened");
    }

    @Test
    void aDismissedAlertStaysDismissed() throws Exception {
        TestAlert alert = TestAlert.named("ignored");
        String id = triggered("ignored");
        RITA.change(id, "dismissal", "noise").then().statusCode(200);
        alert.at(Instant.now()).publish(1);

        RITA.await(alert, 2);
        assertThat(RITA.read(id).jsonPath().getString("status")).isEqualTo("dismissed");
    }

    @Test
    void whatMakesNoSenseInAStateIsAConflict() throws Exception {
        String id = triggered("conflict");

        RITA.change(id, "reopening", null)
                .then()
                .statusCode(409)
                .contentType(PROBLEM)
                .body("alertStatus", equalTo("triggered"))
                .body("detail", containsString("cannot be reopened"));
    }

    @Test
    void nobodyOverwritesWhatTheyHaveNotSeen() throws Exception {
        String id = triggered("etag");
        String seen = RITA.read(id).header("ETag");
        RITA.change(id, "acknowledgement", null, null).then().statusCode(428).contentType(PROBLEM);
        RITA.change(id, "acknowledgement", null, seen).then().statusCode(200);

        RITA.change(id, "resolution", null, seen).then().statusCode(412).contentType(PROBLEM);
        RITA.change(id, "resolution", null, "*").then().statusCode(200);
    }

    @Test
    void ofTwoPeopleAtOnceOneWins() throws Exception {
        String id = triggered("race");
        String seen = RITA.read(id).header("ETag");

        List<CompletableFuture<Response>> both = Stream.of("acknowledgement", "resolution")
                .map(noun -> CompletableFuture.supplyAsync(() -> RITA.change(id, noun, null, seen)))
                .toList();
        List<Integer> statuses = both.stream()
                .map(CompletableFuture::join)
                .map(Response::statusCode)
                .toList();

        assertThat(statuses).containsExactlyInAnyOrder(200, 412);
        assertThat(RITA.read(id).jsonPath().getList("history")).hasSize(2);
    }

    @Test
    void aDismissalNeedsAReason() throws Exception {
        String id = triggered("reasonless");

        RITA.change(id, "dismissal", null).then().statusCode(400).contentType(PROBLEM);
        RITA.change(id, "dismissal", "  ").then().statusCode(400).contentType(PROBLEM);
        RITA.change(id, "dismissal", "x".repeat(1_001)).then().statusCode(400).contentType(PROBLEM);
        assertThat(RITA.read(id).jsonPath().getString("status")).isEqualTo("triggered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledgement", "resolution", "dismissal", "reopening"})
    void onlyRespondersOfTheNamespaceChangeAnAlert(String noun) throws Exception {
        String id = triggered("guarded " + noun);
        String etag = RITA.read(id).header("ETag");

        new AlertApi("vera", "viewer", "gitlab/acme")
                .change(id, noun, "r", etag)
                .then()
                .statusCode(403)
                .contentType(PROBLEM);
        AlertApi.responder("gitlab/other")
                .change(id, noun, "r", etag)
                .then()
                .statusCode(404)
                .contentType(PROBLEM);
        AlertApi.responder("gitlab/acme/web-two")
                .change(id, noun, "r", etag)
                .then()
                .statusCode(404);
        assertThat(RITA.read(id).jsonPath().getList("history")).hasSize(1);
    }

    private static String triggered(String name) throws Exception {
        TestAlert alert = TestAlert.named(name);
        alert.publish(1);
        return RITA.await(alert, 1);
    }

    private static void awaitAudit(String id, String... actions) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Broker.audited().stream()
                                .map(JsonPath::new)
                                .filter(entry -> id.equals(entry.getString("objectId")))
                                .map(entry -> entry.getString("action")))
                        .containsExactly(actions));
    }
}
