// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static io.restassured.RestAssured.given;

import dev.portcullis.policies.file.PolicyFile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** A security policy project at the simulated GitLab, and what people do there with their own tokens. */
final class PolicyProject {
    static final String FILE = PolicyFile.PATH.replace("/", "%2F");

    private static final int MAINTAINER = 40;
    private static final int REPORTER = 20;

    final long id;
    final String path;
    private final Accounts accounts = Accounts.of("gitlab");
    private final Map<String, String> tokens = new HashMap<>();
    private final String api =
            ConfigProvider.getConfig().getValue("portcullis.oidc.issuer-url", String.class) + "/api/v4";

    /** Makes a project of the group acme, with a README only, that these people maintain and Portcullis may read. */
    PolicyProject(String... maintainers) {
        this(true, maintainers);
    }

    /** The same without any commit. */
    static PolicyProject empty(String... maintainers) {
        return new PolicyProject(false, maintainers);
    }

    private PolicyProject(boolean readme, String... maintainers) {
        String name = "policies-" + UUID.randomUUID();
        Response made = root().body(
                        Map.of("name", name, "namespace_id", accounts.group("acme"), "initialize_with_readme", readme))
                .post(api + "/projects");
        id = made.then().statusCode(201).extract().jsonPath().getLong("id");
        path = made.path("path_with_namespace");
        member(GitLabs.BOT, REPORTER);
        for (String maintainer : maintainers) {
            member(maintainer, MAINTAINER);
        }
        root().delete(url("/protected_branches/main"));
    }

    private void member(String username, int level) {
        long user = accounts.user(username, username + "@acme.test");
        root().body(Map.of("user_id", user, "access_level", level)).post(url("/members"));
    }

    /** Commits the policy file to a branch, which is made from the default branch if it is new; gives the sha. */
    String commit(String user, String branch, String yaml) {
        return commit(user, branch, yaml, Map.of());
    }

    String commit(String user, String branch, String yaml, Map<String, Object> more) {
        boolean there = as(user).get(url("/repository/branches/" + branch)).statusCode() == 200;
        String ref = there ? branch : "main";
        boolean known =
                as(user).get(url("/repository/files/" + FILE + "?ref=" + ref)).statusCode() == 200;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("branch", branch);
        body.put("commit_message", "Change policies");
        if (!there && !branch.equals("main")) {
            body.put("start_branch", "main");
        }
        body.put(
                "actions",
                List.of(Map.of("action", known ? "update" : "create", "file_path", PolicyFile.PATH, "content", yaml)));
        body.putAll(more);
        return as(user).body(body)
                .post(url("/repository/commits"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    void deleteFile(String user) {
        as(user).body(Map.of("branch", "main", "commit_message", "gone"))
                .delete(url("/repository/files/" + FILE))
                .then()
                .statusCode(204);
    }

    /** Points the default branch at a commit, whatever it was at. */
    String forcePush(String user, String from, String yaml) {
        return as(user).body(Map.of(
                        "branch",
                        "main",
                        "start_sha",
                        from,
                        "force",
                        true,
                        "commit_message",
                        "Start over",
                        "actions",
                        List.of(Map.of("action", "update", "file_path", PolicyFile.PATH, "content", yaml))))
                .post(url("/repository/commits"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    String head() {
        return root().get(url("/repository/branches/main")).path("commit.id");
    }

    int open(String user, String branch) {
        return as(user).body(Map.of("title", "Policies of " + branch, "source_branch", branch, "target_branch", "main"))
                .post(url("/merge_requests"))
                .then()
                .statusCode(201)
                .extract()
                .path("iid");
    }

    void approve(String user, int iid) {
        as(user).post(url("/merge_requests/" + iid + "/approve")).then().statusCode(201);
    }

    void merge(String user, int iid) {
        as(user).body(Map.of())
                .put(url("/merge_requests/" + iid + "/merge"))
                .then()
                .statusCode(200);
    }

    /** The whole way of a reviewed change. */
    int bring(String author, String approver, String merger, String yaml) {
        String branch = "change-" + UUID.randomUUID();
        commit(author, branch, yaml);
        int iid = open(author, branch);
        approve(approver, iid);
        merge(merger, iid);
        return iid;
    }

    void defaultBranch(String branch) {
        root().body(Map.of("default_branch", branch)).put(url("")).then().statusCode(200);
    }

    void deleteBranch(String branch) {
        root().delete(url("/repository/branches/" + branch)).then().statusCode(204);
    }

    private RequestSpecification as(String user) {
        return request(tokens.computeIfAbsent(user, accounts::token));
    }

    private RequestSpecification root() {
        return request(ConfigProvider.getConfig().getValue("test.gitlab.gitlab.root-token", String.class));
    }

    private static RequestSpecification request(String token) {
        return given().urlEncodingEnabled(false).header("PRIVATE-TOKEN", token).contentType(ContentType.JSON);
    }

    private String url(String rest) {
        return api + "/projects/" + id + rest;
    }
}
