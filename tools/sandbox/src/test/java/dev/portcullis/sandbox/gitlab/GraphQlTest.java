// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GraphQlTest {
    private static final String FRAMEWORKS =
            "query($path: ID!) { project(fullPath: $path) { complianceFrameworks { nodes { id name } } } }";
    private static final String CREATE = "mutation($path: ID!, $name: String) { createComplianceFramework(input:"
            + " {namespacePath: $path, params: {name: $name, description: \"d\", color: \"#fff\"}})"
            + " { errors framework { id name } } }";
    private static final String GIVE = "mutation($project: ProjectID!, $ids: [ComplianceManagementFrameworkID!]!) {"
            + " projectUpdateComplianceFrameworks(input: {projectId: $project, complianceFrameworkIds: $ids})"
            + " { errors project { fullPath } } }";

    private static GitLabTest premium;

    @BeforeAll
    static void start() {
        premium = new GitLabTest(Tier.PREMIUM);
    }

    @AfterAll
    static void stop() {
        premium.close();
    }

    private static Answer query(GitLabTest gitlab, String token, String query, Map<String, Object> variables) {
        Map<String, String> headers = token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
        return gitlab.send("POST", "/api/graphql", headers, Map.of("query", query, "variables", variables));
    }

    @Test
    void aProjectHasTheFrameworksThatItWasGiven() {
        long group = premium.group("g1");
        long project = premium.project("namespace_id", group, "path", "web");
        Answer made = query(premium, premium.root, CREATE, Map.of("path", "g1", "name", "SOX"));
        assertThat(made.at("/data/createComplianceFramework/errors")).isEmpty();
        String id = made.at("/data/createComplianceFramework/framework/id").asText();
        assertThat(id).matches("gid://gitlab/ComplianceManagement::Framework/\\d+");

        Map<String, Object> path = Map.of("path", "g1/web");
        assertThat(query(premium, premium.root, FRAMEWORKS, path).at("/data/project/complianceFrameworks/nodes"))
                .isEmpty();
        Answer given = query(
                premium, premium.root, GIVE, Map.of("project", "gid://gitlab/Project/" + project, "ids", List.of(id)));
        assertThat(given.at("/data/projectUpdateComplianceFrameworks/project/fullPath")
                        .asText())
                .isEqualTo("g1/web");
        Answer read = query(premium, premium.root, FRAMEWORKS, path);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.at("/data/project/complianceFrameworks/nodes/0/id").asText())
                .isEqualTo(id);
        assertThat(premium.get(premium.root, "/projects/" + project)
                        .at("/compliance_frameworks/0")
                        .asText())
                .isEqualTo("SOX");
    }

    @Test
    void whatMayNotBeSeenIsNullAndWhatMayNotBeDoneAnError() {
        long group = premium.group("g2");
        premium.project("namespace_id", group, "path", "web");
        GitLabTest.Person stranger = premium.user("stranger2");
        for (String token : new String[] {stranger.token(), null}) {
            Answer read = query(premium, token, FRAMEWORKS, Map.of("path", "g2/web"));
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.at("/data/project").isNull()).isTrue();
        }
        Answer made = query(premium, stranger.token(), CREATE, Map.of("path", "g2", "name", "SOX"));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.at("/errors/0/message").asText()).contains("does not exist or you don't have permission");
        assertThat(query(premium, "glpat-wrong", FRAMEWORKS, Map.of("path", "g2/web"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void frameworksBelongToTopLevelGroupsAndHaveNamesOfTheirOwn() {
        long group = premium.group("g3");
        premium.post(premium.root, "/groups", "name", "sub", "path", "sub", "parent_id", group);
        assertThat(query(premium, premium.root, CREATE, Map.of("path", "g3/sub", "name", "SOX"))
                        .at("/data/createComplianceFramework/errors"))
                .hasSize(1);
        query(premium, premium.root, CREATE, Map.of("path", "g3", "name", "SOX"));
        assertThat(query(premium, premium.root, CREATE, Map.of("path", "g3", "name", "SOX"))
                        .at("/data/createComplianceFramework/errors/0")
                        .asText())
                .contains("already been taken");
    }

    @Test
    void freeKnowsNoFrameworksAndAnErrorHasStatus200() {
        try (GitLabTest free = new GitLabTest(Tier.FREE)) {
            long group = free.group("g4");
            free.project("namespace_id", group, "path", "web");
            Answer read = query(free, free.root, FRAMEWORKS, Map.of("path", "g4/web"));
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.at("/errors/0/message").asText()).contains("complianceFrameworks");
            assertThat(read.at("/data").isMissingNode()).isTrue();
            String plain = "query($path: ID!) { project(fullPath: $path) { id name } }";
            assertThat(query(free, free.root, plain, Map.of("path", "g4/web"))
                            .at("/data/project/id")
                            .asText())
                    .startsWith("gid://gitlab/Project/");
        }
    }
}
