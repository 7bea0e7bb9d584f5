// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.OtherChoices;
import dev.portcullis.evaluation.testing.Project;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scopes by compliance framework and security attribute, on a GitLab that can have them. */
@QuarkusTest
@TestProfile(OtherChoices.class)
class ScopeTest extends EvaluationTest {
    private static final String FRAMEWORKS = "policy_scope:\n  compliance_frameworks:\n  - id: ";

    @Test
    void aPolicyFollowsTheComplianceFramework() {
        Project project = project();
        project.member("alice", 40);
        Project other = project();
        long framework = project.framework("SOX");
        enforce(project, "SOX", anyMergeRequest("SOX", "alice") + FRAMEWORKS + framework + "\n");
        enforce(other, "SOX", anyMergeRequest("SOX", "alice") + FRAMEWORKS + framework + "\n");

        MergeRequest inside = project.mergeRequest(developer(project), "change");
        MergeRequest outside = other.mergeRequest(developer(other), "change");
        awaitOutcome(inside, "approval_required");
        awaitOutcome(outside, "not_required");
        assertThat(state(outside).getString("decision.policies[0].status")).isEqualTo("not_applicable");
    }

    @Test
    void frameworksThatCannotBeReadMakeItUndetermined() {
        Project project = project();
        Person alice = project.member("alice", 40);
        long framework = project.framework("SOX");
        enforce(project, "SOX", anyMergeRequest("SOX", "alice") + FRAMEWORKS + framework + "\n");
        world().faults(Map.of("fail", List.of(Map.of("method", "POST", "path", "^/api/graphql", "status", 403))));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");

        awaitOutcome(mergeRequest, "undetermined");
        assertThat(state(mergeRequest).getString("decision.policies[0].reasons"))
                .contains("compliance frameworks")
                .contains("could not be obtained");

        mergeRequest.approve(alice);
        awaitOutcome(mergeRequest, "satisfied");
    }

    @Test
    void securityAttributesAreNotTakenForAbsent() {
        Project project = project();
        project.member("alice", 40);
        String scope = """
                policy_scope:
                  business_impact:
                    including:
                    - id: 3
                """;
        enforce(project, "Critical business", anyMergeRequest("Critical business", "alice") + scope);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");

        awaitOutcome(mergeRequest, "undetermined");
        assertThat(state(mergeRequest).getString("decision.policies[0].reasons"))
                .contains("security attributes")
                .contains("could not be obtained");
    }
}
