// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.portcullis.alert.TestAlert;
import dev.portcullis.contracts.Severity;
import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(TestIssuer.class)
class AlertResourceTest {
    private static final AlertApi VIEWER = new AlertApi("vera", "viewer", "gitlab/listed");
    private static boolean filled;

    @BeforeEach
    void fill() throws Exception {
        if (filled) {
            return;
        }
        filled = true;
        List<TestAlert> alerts = List.of(
                TestAlert.named("Alpha").in(1, "listed/web").of("merged-while-blocked", Severity.CRITICAL),
                TestAlert.named("Beta").in(1, "listed/web").of("policy-violated", Severity.LOW),
                TestAlert.named("Gamma").in(2, "listed/api").of("policy-violated", Severity.CRITICAL),
                TestAlert.named("Delta").in(3, "listed-not/api").of("policy-violated", Severity.HIGH));
        for (TestAlert alert : alerts) {
            alert.publish(1);
            AlertApi.responder("").await(alert, 1);
        }
        String beta = AlertApi.responder("").await(alerts.get(1), 1);
        AlertApi.responder("").change(beta, "acknowledgement", null).then().statusCode(200);
    }

    @Test
    void theListHoldsTheAlertsOfTheCallersNamespacesNewestFirst() {
        assertThat(names(VIEWER.list())).containsExactly("Gamma", "Beta", "Alpha");
        assertThat(names(new AlertApi("vera", "auditor", "gitlab/listed/web").list()))
                .containsExactly("Beta", "Alpha");
        assertThat(names(new AlertApi("vera", "viewer", "gitlab/list").list())).isEmpty();
        assertThat(names(new AlertApi("vera", "viewer", "gitlab/listed").list("namespace", "gitlab/listed-not")))
                .isEmpty();
    }

    @Test
    void whatLiesOutsideIsNotThere() {
        String alpha = VIEWER.list("text", "alpha").getString("items[0].id");

        VIEWER.read(alpha).then().statusCode(200).body("description", containsString("settings"));
        new AlertApi("vera", "viewer", "gitlab/listed/api")
                .read(alpha)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().get(AlertApi.PATH).then().statusCode(401).contentType("application/problem+json");
        given().get(AlertApi.PATH + "/" + alpha).then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource({
        "status, acknowledged, Beta",
        "status, dismissed, ''",
        "severity, critical, Gamma Alpha",
        "kind, policy-violated, Gamma Beta",
        "project, 1, Beta Alpha",
        "instance, gitlab, Gamma Beta Alpha",
        "instance, other, ''",
        "namespace, gitlab/listed/web, Beta Alpha",
        "text, GAM, Gamma",
        "text, needs listed, Gamma Beta Alpha",
        "text, needs nothing, ''",
        "order, severity, Gamma Alpha Beta"
    })
    void filtersNarrowTheList(String parameter, String value, String expected) {
        assertThat(names(VIEWER.list(parameter, value)))
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
    }

    @Test
    void aFilterMayBeGivenMoreThanOnce() {
        assertThat(names(VIEWER.list("severity", "low", "severity", "critical", "status", "triggered")))
                .containsExactly("Gamma", "Alpha");
    }

    @ParameterizedTest
    @CsvSource({
        "status, open",
        "severity, terrible",
        "project, acme",
        "limit, 1000",
        "order, random",
        "after, YWJj",
        "after, YQpi"
    })
    void aParameterThatCannotBeReadIsExplained(String parameter, String value) {
        VIEWER.request()
                .queryParam(parameter, value)
                .get(AlertApi.PATH)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(parameter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "severity"})
    void pagesAreStableWhileAlertsArrive(String order) throws Exception {
        String path = "paged-" + order;
        AlertApi viewer = new AlertApi("vera", "viewer", "gitlab/" + path);
        publish(path, order, 0, 5);
        List<String> whole = names(viewer.list("order", order));
        List<String> seen = new ArrayList<>();

        JsonPath page = viewer.list("order", order, "limit", "2");
        seen.addAll(names(page));
        publish(path, order, 5, 7);
        TestAlert.named(order + "-0").in(9, path).publish(1);
        viewer.await(TestAlert.named(order + "-0"), 2);
        while (page.getString("next") != null) {
            page = viewer.list("order", order, "limit", "2", "after", page.getString("next"));
            seen.addAll(names(page));
        }

        assertThat(whole).hasSize(5);
        assertThat(seen).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/018f0000-0000-7000-8000-000000000000", "/nothing", "/-1"})
    void thereIsNoSuchAlert(String id) {
        VIEWER.request().get(AlertApi.PATH + id).then().statusCode(404);
    }

    @Test
    void theServiceHasItsUniformShape() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200);
        given().get("/api/openapi/alert-service?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/alerts/{id}/dismissal'.post.summary", containsString("Dismiss"));
    }

    private static void publish(String path, String prefix, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            TestAlert alert = TestAlert.named(prefix + "-" + i).in(9, path);
            alert.publish(1);
            AlertApi.responder("").await(alert, 1);
        }
    }

    private static List<String> names(JsonPath page) {
        return page.getList("items.title", String.class).stream()
                .map(title -> title.substring(0, title.indexOf(' ')))
                .toList();
    }
}
