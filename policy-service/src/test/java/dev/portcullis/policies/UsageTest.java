// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.sandbox.testing.PortcullisServers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class UsageTest {
    private static final String USAGE = "/api/v1/usage";

    @Inject
    People people;

    @Inject
    AgroalDataSource database;

    @Test
    void differentPeopleAreCountedOnceEachAndNobodyCanTellWhoTheyAre() {
        visit(people.alice(), "policies", 204);
        visit(people.alice(), "policies", 204);
        visit(people.bob(), "policies", 204);
        visit(people.bob(), "alerts", 204);

        for (String kind : List.of("week", "month")) {
            assertThat(users(kind, "policies")).isEqualTo(2);
            assertThat(users(kind, "alerts")).isEqualTo(1);
        }
        List<String> hashes = column("select visitor from usage_visitor");
        List<String> ids = column("select id::text from person");
        assertThat(hashes).hasSize(6).doesNotContainAnyElementsOf(ids).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        Set<String> ofWeek = new HashSet<>(
                column("select visitor from usage_visitor v join usage_period p using (period) where p.kind = 'week'"));
        assertThat(column("select visitor from usage_visitor v join usage_period p using (period)"
                        + " where p.kind = 'month'"))
                .as("a person has another hash in each period")
                .doesNotContainAnyElementsOf(ofWeek);
        assertThat(given().get("/q/metrics").asString())
                .contains("portcullis_usage_users{page=\"policies\",period=\"week\"} 2.0");
    }

    @Test
    void onlyPeopleWhoSignedInAreCounted() {
        String jwt = given().contentType(ContentType.JSON)
                .body(Map.of("token", "a-service-token-for-tests-only-0123456789"))
                .post("/api/v1/session/token")
                .path("access_token");

        problem(
                given().auth()
                        .oauth2(jwt)
                        .contentType(ContentType.JSON)
                        .body(Map.of("page", "policies"))
                        .post(USAGE + "/visits"),
                403);
        visit(people.alice(), "elsewhere", 400);
        given().contentType(ContentType.JSON)
                .body(Map.of("page", "policies"))
                .post(USAGE + "/visits")
                .then()
                .statusCode(401);
    }

    @Test
    void theNumbersTakeARoleOnEverything() {
        people.ruth().get(USAGE).then().statusCode(200);
        problem(people.oscar().get(USAGE), 404);
        problem(people.alice().get(USAGE), 403);
    }

    private static void visit(Signed who, String page, int status) {
        who.json(Map.of("page", page)).post(USAGE + "/visits").then().statusCode(status);
    }

    private int users(String kind, String page) {
        List<Map<String, Object>> items = people.ruth().get(USAGE).path("items");
        return items.stream()
                .filter(item -> kind.equals(item.get("kind")) && page.equals(item.get("page")))
                .mapToInt(item -> (Integer) item.get("users"))
                .findFirst()
                .orElse(0);
    }

    private List<String> column(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
