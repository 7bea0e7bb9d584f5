// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.policy;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every GET that the service publishes, as somebody whose grants lie elsewhere. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class OtherSubtreeTest {
    /** About the caller alone, or about nobody. */
    private static final Set<String> OWN = Set.of(
            "/api/v1/session",
            "/api/v1/session/login",
            "/api/v1/session/link",
            "/api/v1/session/callback",
            "/api/v1/session/jwks",
            "/api/v1/session/tokens");

    @Inject
    People people;

    @Test
    @Tag("S7-15")
    void nothingOfItIsThereForSomebodyElse() {
        Map<String, String> ofAcme = objectsOfAcme();
        List<String> paths = gets();
        assertThat(paths).hasSizeGreaterThan(10);

        for (String path : paths) {
            if (OWN.contains(path)) {
                continue;
            }
            Response answer = people.oscar().get(filled(path, ofAcme));
            if (path.contains("{")) {
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(people.ruth().get(filled(path, ofAcme)).statusCode())
                        .as("%s is there for an administrator", path)
                        .isEqualTo(200);
            } else {
                assertThat(answer.statusCode()).as(path).isIn(200, 403, 404);
                assertThat(answer.asString()).as(path).doesNotContain(ofAcme.values());
            }
        }
    }

    private static String filled(String path, Map<String, String> objects) {
        if (path.endsWith("/file")) {
            return path + "?level=group&instance=gitlab&path=acme";
        }
        if (!path.contains("{")) {
            return path;
        }
        String known = objects.keySet().stream()
                .filter(prefix -> path.startsWith(prefix + "/{id}"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is new: give this test an object of acme for it"));
        return path.replace("{id}", objects.get(known));
    }

    private static List<String> gets() {
        Map<String, Map<String, Object>> paths = given().get("/api/openapi/policy-service?format=json")
                .jsonPath()
                .getMap("paths");
        return paths.entrySet().stream()
                .filter(path -> path.getValue().containsKey("get"))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** An object of acme below each path that has one; values are ids. */
    private Map<String, String> objectsOfAcme() {
        Map<String, String> objects = new LinkedHashMap<>();
        Response proposed = people.alice().propose(policy(unique()));
        String proposal = proposed.path("id");
        people.bob().approve(proposal, proposed.path("digest"));
        objects.put("/api/v1/proposals", proposal);
        objects.put("/api/v1/policies", people.bob().activate(proposal).path("policyId"));
        objects.put(
                "/api/v1/exceptions",
                people.alice()
                        .json(Map.of(
                                "policyId",
                                objects.get("/api/v1/policies"),
                                "whole",
                                true,
                                "reason",
                                "r",
                                "endsAt",
                                Instant.now().plus(Duration.ofDays(1)).toString()))
                        .post("/api/v1/exceptions")
                        .path("id"));
        objects.put(
                "/api/v1/grants/changes",
                people.ruth()
                        .json(Map.of(
                                "subject",
                                "user:gitlab/" + unique().replace(' ', '-'),
                                "role",
                                "viewer",
                                "namespace",
                                "gitlab/acme",
                                "reason",
                                "r"))
                        .post("/api/v1/grants")
                        .path("id"));
        objects.put(
                Linked.SOURCES,
                Linked.propose(people.alice(), new PolicyProject(), "acme/team-" + UUID.randomUUID())
                        .path("source.id"));
        objects.put(
                "/api/v1/policies/imports",
                people.alice()
                        .json(Map.of(
                                "level",
                                Map.of("kind", "group", "instance", "gitlab", "path", "acme"),
                                "yaml",
                                policy(unique()),
                                "reason",
                                "r"))
                        .post("/api/v1/policies/imports")
                        .path("id"));
        return objects;
    }
}
