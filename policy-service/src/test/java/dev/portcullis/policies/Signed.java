// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** What a signed-in person does over HTTP. */
record Signed(String sessionId, String jwt) {
    static final String POLICIES = "/api/v1/policies";
    static final String PROPOSALS = "/api/v1/proposals";

    RequestSpecification request() {
        return given().cookie("portcullis_jwt", jwt);
    }

    RequestSpecification json(Object body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    /** Proposes a new policy of the group acme. */
    Response propose(String yaml) {
        return propose(yaml, "acme");
    }

    Response propose(String yaml, String group) {
        return json(Map.of(
                        "kind", "new",
                        "level", Map.of("kind", "group", "instance", "gitlab", "path", group),
                        "yaml", yaml,
                        "title", "No new criticals",
                        "reason", "Audit finding 7"))
                .post(PROPOSALS);
    }

    Response approve(String id, String digest) {
        return json(Map.of("digest", digest, "comment", "agreed")).post(PROPOSALS + "/" + id + "/approvals");
    }

    Response activate(String id) {
        return request().post(PROPOSALS + "/" + id + "/activation");
    }

    Response revise(String id, String yaml, String etag) {
        return json(Map.of("yaml", yaml, "reason", "better"))
                .header("If-Match", etag)
                .post(PROPOSALS + "/" + id + "/revisions");
    }

    Response get(String path) {
        return request().get(path);
    }

    static String policy(String name) {
        return """
                approval_policy:
                  - name: %s
                    description: Criticals need a second look.
                    enabled: true # on purpose
                    rules:
                      - type: scan_finding
                        branch_type: protected
                        scanners: [sast]
                        vulnerabilities_allowed: 0
                        severity_levels: [critical]
                        vulnerability_states: [new_needs_triage]
                    actions:
                      - type: require_approval
                        approvals_required: 1
                        role_approvers: [maintainer]
                """.formatted(name);
    }
}
