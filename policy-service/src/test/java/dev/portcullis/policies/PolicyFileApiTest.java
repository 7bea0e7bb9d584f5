// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.portcullis.messaging.publish.EventPublisher;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policy files that are brought in and given out. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class PolicyFileApiTest {
    private static final String IMPORTS = Signed.POLICIES + "/imports";

    @Inject
    People people;

    @Inject
    EventPublisher publisher;

    private final String level = "acme/files-" + UUID.randomUUID();
    private final String first = unique();
    private final String second = unique();
    private final String file = "# Kept by security\n" + policy(first) + "\n  # the second one\n"
            + SyncTest.element(second) + "\n# the end\n";

    @BeforeEach
    void makeTheGroup() {
        Accounts.of("gitlab").group(level);
    }

    private Response bring(String yaml) {
        return people.alice().json(body(yaml)).post(IMPORTS);
    }

    private Map<String, Object> body(String yaml) {
        return Map.of(
                "level", Map.of("kind", "group", "instance", "gitlab", "path", level), "yaml", yaml, "reason", "Move");
    }

    private String export() {
        return people.alice().get(path()).then().statusCode(200).extract().asString();
    }

    private String path() {
        return Signed.POLICIES + "/file?level=group&instance=gitlab&path=" + level;
    }

    private void activate(JsonPath proposal) {
        String id = proposal.getString("id");
        people.bob().approve(id, proposal.getString("digest")).then().statusCode(200);
        people.bob().activate(id).then().statusCode(200);
    }

    private void activateAll(Response imported) {
        List<String> ids = imported.jsonPath().getList("policies.findAll { it.proposalId != null }.proposalId");
        ids.forEach(
                id -> activate(people.alice().get(Signed.PROPOSALS + "/" + id).jsonPath()));
    }

    @Test
    void anImportedFileComesBackByteForByte() {
        Response imported = bring(file);
        imported.then()
                .statusCode(201)
                .body("policies.outcome", equalTo(List.of("proposed", "proposed")))
                .body("policies.name", equalTo(List.of(first, second)));
        String location = imported.getHeader("Location");
        people.bob().get(location.substring(location.indexOf("/api/"))).then().body("policies", hasSize(2));
        assertThat(export()).doesNotContain(first);
        activateAll(imported);

        assertThat(export()).isEqualTo(file);
        Response exported = people.alice().get(path());
        assertThat(exported.contentType()).startsWith("application/yaml");
        people.alice()
                .request()
                .header("If-None-Match", exported.getHeader("ETag"))
                .get(path())
                .then()
                .statusCode(304);
        bring(file).then().body("policies.outcome", equalTo(List.of("unchanged", "unchanged")));
    }

    @Test
    void anEditOfOnePolicyLeavesTheRestOfTheFile() {
        activateAll(bring(file));
        String edited = policy(second)
                .replace("approval_policy:\n", "approval_policy:\n  # the second one\n")
                .replace("# on purpose", "# still on purpose")
                .replace("approvals_required: 1", "approvals_required: 2 # two now");
        change("change", second, edited);

        assertThat(export())
                .isEqualTo(file.substring(0, file.indexOf("  # the second one"))
                        + edited.substring("approval_policy:\n".length())
                        + "\n# the end\n");
    }

    @Test
    void disabledAndRetiredPoliciesAreExportedAsTheyAre() {
        activateAll(bring(file));
        change("disable", first, null);
        assertThat(export()).isEqualTo(file.replaceFirst("enabled: true # on purpose", "enabled: false # on purpose"));
        change("retire", second, null);
        assertThat(export())
                .startsWith("# Kept by security\n")
                .contains(first)
                .endsWith("\n# the end\n")
                .doesNotContain(second, "the second one");
    }

    @Test
    void aBrokenPolicyIsReportedAndHoldsUpNoOther() {
        bring(file.replaceFirst("scanners: \\[sast]", "scanners: [sats]"))
                .then()
                .statusCode(201)
                .body("policies.outcome", equalTo(List.of("invalid", "proposed")))
                .body("policies[0].problems[0].line", equalTo(9))
                .body("policies[0].problems[0].column", equalTo(20))
                .body("problems[0].suggestion", equalTo("did you mean 'sast'?"));
    }

    @Test
    void whatIsNoPolicyFileIsRefusedWithItsPlace() {
        problem(bring("approval_policy:\n  - ["), 422).body("line", equalTo(2));
        problem(bring(""), 422);
        bring("# " + "x".repeat(1024 * 1024)).then().statusCode(413);
        problem(people.oscar().json(body(file)).post(IMPORTS), 403);
        problem(
                people.stranger("no-author-" + UUID.randomUUID())
                        .json(body(file))
                        .post(IMPORTS),
                403);
        problem(people.alice().json(Map.of("yaml", file, "reason", "r")).post(IMPORTS), 400);
    }

    @Test
    void anImportThatComesTwiceIsOne() {
        String key = UUID.randomUUID().toString();
        Response one =
                people.alice().json(body(file)).header("Idempotency-Key", key).post(IMPORTS);
        Response two =
                people.alice().json(body(file)).header("Idempotency-Key", key).post(IMPORTS);
        assertThat(two.<String>path("id")).isEqualTo(one.path("id"));
        people.alice()
                .get(Signed.PROPOSALS + "?namespace=gitlab/" + level)
                .then()
                .body("items", hasSize(2));
    }

    @Test
    void importsAndExportsAreForThoseWhoMayReadTheLevel() {
        String id = bring(file).path("id");
        problem(people.oscar().get(IMPORTS + "/" + id), 404);
        problem(people.oscar().get(path()), 404);
        problem(people.alice().get(IMPORTS + "/" + UUID.randomUUID()), 404);
        problem(people.alice().get(Signed.POLICIES + "/file?level=planet&instance=gitlab&path=x"), 400);
    }

    @Test
    void theFileOfALinkedProjectComesBackByteForByte() {
        people.alice();
        people.bob();
        people.carol();
        Linked linked = Linked.to(new PolicyProject("alice", "bob", "carol"), people, publisher);
        linked.project.bring("alice", "bob", "carol", file);
        linked.pushed();
        assertThat(linked.export().asString()).isEqualTo(file);

        // What Git has is not in force before somebody approves, so it is not exported.
        linked.project.commit("alice", "main", file.replaceFirst("\\[critical]", "[low]"));
        linked.pushed();
        assertThat(linked.export().asString()).isEqualTo(file);
    }

    private void change(String kind, String name, String yaml) {
        String policy = people.alice()
                .get(Signed.POLICIES + "?namespace=gitlab/" + level + "&text=" + name)
                .path("items[0].id");
        Map<String, Object> body =
                new HashMap<>(Map.of("kind", kind, "policyId", policy, "title", kind, "reason", "because"));
        if (yaml != null) {
            body.put("yaml", yaml);
        }
        activate(people.alice().json(body).post(Signed.PROPOSALS).jsonPath());
    }
}
