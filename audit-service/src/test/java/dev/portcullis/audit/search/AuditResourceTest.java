// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.search;

import static dev.portcullis.audit.AuditTopic.json;
import static dev.portcullis.sandbox.testing.TestIssuer.grant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.audit.AuditTopic;
import dev.portcullis.audit.AuditTopic.Sent;
import dev.portcullis.auditlog.Hash;
import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(TestIssuer.class)
class AuditResourceTest {
    private static final String PATH = "/api/v1/audit";

    /** Keeps this class's entries apart from those of others in the same log. */
    private static final String RUN = "r" + UUID.randomUUID().toString().substring(0, 8);

    private static final String WEB = "gitlab/" + RUN + "/web";
    private static final String OTHER = "gitlab/" + RUN + "-other";

    private static boolean filled;

    @BeforeEach
    void fill() throws Exception {
        if (filled) {
            return;
        }
        filled = true;
        List<Sent> sent = new ArrayList<>();
        sent.add(Sent.entry(detailed("2026-11-01T08:00:00Z", "proposal.approved", "First", 42)));
        sent.add(Sent.entry(detailed("2026-11-02T08:00:00Z", "proposal.rejected", "Second", 43)));
        sent.add(Sent.entry(detailed("2026-11-03T08:00:00+00:00", "alert.resolved", "Third", 42)));
        sent.add(Sent.entry(json("proposal.approved", "elsewhere", OTHER)));
        sent.add(new Sent(UUID.randomUUID().toString(), "unknown-" + RUN, "?".getBytes(StandardCharsets.UTF_8)));
        try (AuditTopic topic = new AuditTopic()) {
            topic.send(sent);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> items(find("", "namespace", OTHER)).size() == 1);
    }

    @Test
    void anAuditorSeesTheEntriesOfTheirNamespacesNewestFirst() {
        assertThat(reasons(find("gitlab/" + RUN))).containsExactly("Third", "Second", "First");
        assertThat(reasons(find(WEB, "order", "oldest"))).containsExactly("First", "Second", "Third");
    }

    @Test
    void nobodySeesWhatLiesOutsideTheirGrants() {
        assertThat(items(find("gitlab/" + RUN + "/we"))).isEmpty();
        assertThat(items(find(OTHER))).hasSize(1);
        assertThat(items(find(OTHER, "namespace", WEB))).isEmpty();
        long web = indexes(find(WEB)).getFirst();
        get(OTHER, PATH + "/" + web).statusCode(404).contentType("application/problem+json");
        get(WEB, PATH + "/" + web).statusCode(200);
    }

    @Test
    void anAuditorOfOneSubtreeAndViewerOfAnotherReadsOnlyTheFirst() {
        String token = TestIssuer.token("mixed", grant("auditor", OTHER), grant("viewer", WEB), grant("admin", WEB));
        List<String> seen = given().auth()
                .oauth2(token)
                .get(PATH)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.entry.namespace");

        assertThat(seen).containsExactly(OTHER);
    }

    @Test
    void otherRolesAreRefusedAndNobodyIsAnonymous() {
        for (String path : List.of(PATH, PATH + "/0", PATH + "/tree")) {
            given().auth()
                    .oauth2(TestIssuer.token("viewer", grant("viewer", "")))
                    .get(path)
                    .then()
                    .statusCode(403);
            given().get(path).then().statusCode(401).contentType("application/problem+json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "actor, p-alert.resolved, Third",
        "actor, nobody, ''",
        "action, proposal.approved, First",
        "action, proposal.*, Second First",
        "objectType, proposal, Third Second First",
        "objectId, Second, Second",
        "instance, gitlab, Third Second First",
        "project, 42, Third First",
        "from, 2026-11-02T08:00:00Z, Third Second",
        "from, 2026-11-02T10:00:01+02:00, Third",
        "to, 2026-11-02T08:00:00Z, First",
        "text, SECON, Second",
        "text, first proposal, First",
        "text, first third, ''",
        "text, 'quote '' & | ! ( :*', ''"
    })
    void filtersNarrowTheList(String parameter, String value, String expected) {
        assertThat(reasons(find(WEB, parameter, value)))
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "from, yesterday",
        "to, 2026-11-02",
        "project, acme",
        "limit, 0",
        "limit, 201",
        "limit, many",
        "order, random",
        "after, %%%",
        "after, YWJj"
    })
    void aParameterThatCannotBeReadIsExplained(String parameter, String value) {
        given().auth()
                .oauth2(auditor(WEB))
                .queryParam(parameter, value)
                .get(PATH)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(parameter));
    }

    @Test
    void pagesAreStableWhileTheLogGrows() throws Exception {
        String namespace = "gitlab/" + RUN + "-paged";
        append(namespace, 0, 7);
        List<String> seen = new ArrayList<>();
        JsonPath page = find(namespace, "limit", "3");
        seen.addAll(page.getList("items.entry.objectId"));
        append(namespace, 7, 9);
        while (page.getString("next") != null) {
            page = find(namespace, "limit", "3", "after", page.getString("next"));
            seen.addAll(page.getList("items.entry.objectId"));
        }

        assertThat(seen).containsExactly("o6", "o5", "o4", "o3", "o2", "o1", "o0");
    }

    @Test
    void anEntryShowsTheBytesThatItsHashIsOver() {
        long index = indexes(find(WEB)).getFirst();
        JsonPath entry = get(WEB, PATH + "/" + index).statusCode(200).extract().jsonPath();
        byte[] raw = Base64.getDecoder().decode(entry.getString("raw"));

        assertThat(new String(raw, StandardCharsets.UTF_8)).contains("Third");
        assertThat(entry.getString("leafHash")).isEqualTo(Hash.leaf(raw).hex());
        assertThat(entry.getString("entry.details.ticket")).isEqualTo("T-1");
        assertThat(entry.getString("source")).isEqualTo("/portcullis/policy-service");
    }

    @Test
    void unreadableBytesAreShownToAuditorsOfTheWholeOnly() {
        List<String> faults = find("", "limit", "200").getList("items.findAll { it.fault != null }.fault");

        assertThat(faults).anySatisfy(fault -> assertThat(fault).contains("unknown-" + RUN));
        assertThat(find("gitlab").getList("items.findAll { it.fault != null }")).isEmpty();
    }

    @Test
    void theTreeTellsItsSizeAndRoot() {
        long newest = indexes(find("")).getFirst();
        get(WEB, PATH + "/tree")
                .statusCode(200)
                .body("log", equalTo("portcullis"))
                .body("size", equalTo((int) newest + 1))
                .body("rootHash.length()", equalTo(64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/999999999999", "/-1", "/abc", "/99999999999999999999999"})
    void thereIsNoSuchEntry(String index) {
        get("", PATH + index).statusCode(404);
    }

    @Test
    void theServiceHasItsUniformShape() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/health")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'audit log grows' }.status", equalTo("UP"));
        given().get("/q/metrics").then().statusCode(200).body(containsString("portcullis_audit_log_size"));
        given().get("/api/openapi/audit-service?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/audit/{index}'.get.summary", equalTo("Read one entry"))
                .body("paths.'/api/v1/audit'.get.parameters.name.flatten().contains('text')", equalTo(true))
                .body("paths.'/nowhere'", nullValue());
    }

    private static String detailed(String occurredAt, String action, String objectId, long project) {
        return """
                {"occurredAt":"%s","actor":{"kind":"person","id":"p-%s","name":"alice"},"action":"%s",
                 "objectType":"proposal","objectId":"%s","namespace":"%s","reason":"%s",
                 "project":{"instance":"gitlab","projectId":%d,"path":"%s/web"},"details":{"ticket":"T-1"}}
                """.formatted(occurredAt, action, action, objectId, WEB, objectId, project, RUN);
    }

    private static void append(String namespace, int from, int to) throws Exception {
        List<Sent> sent = new ArrayList<>();
        for (int i = from; i < to; i++) {
            sent.add(Sent.entry(json("proposal.created", "o" + i, namespace)));
        }
        try (AuditTopic topic = new AuditTopic()) {
            topic.send(sent);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> items(find(namespace)).size() == to);
    }

    private static String auditor(String namespace) {
        return TestIssuer.token("auditor", grant("auditor", namespace));
    }

    private static JsonPath find(String grantedNamespace, String... query) {
        io.restassured.specification.RequestSpecification request =
                given().auth().oauth2(auditor(grantedNamespace));
        for (int i = 0; i < query.length; i += 2) {
            request = request.queryParam(query[i], query[i + 1]);
        }
        return request.get(PATH).then().statusCode(200).extract().jsonPath();
    }

    private static ValidatableResponse get(String grantedNamespace, String path) {
        return given().auth().oauth2(auditor(grantedNamespace)).get(path).then();
    }

    private static List<Object> items(JsonPath page) {
        return page.getList("items");
    }

    private static List<Long> indexes(JsonPath page) {
        return page.getList("items.index", Long.class);
    }

    private static List<String> reasons(JsonPath page) {
        return page.getList("items.entry.reason");
    }
}
