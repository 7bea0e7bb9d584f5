// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.approval;

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

/** Where approvals are not bound to the head, the policy and the project say whether a push drops them. */
@QuarkusTest
@TestProfile(OtherChoices.class)
class ProjectSettingsTest extends EvaluationTest {
    private static final String RESET = "reset_approvals_on_push";
    private static final String AUTHOR = "merge_requests_author_approval";
    private static final String NO_COMMITTERS = "merge_requests_disable_committers_approval";

    @Test
    void withoutAnySettingAnApprovalOutlivesAPush() {
        Project project = lenient();
        Person alice = project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");

        approveAndPush(mergeRequest, alice);
        awaitDecided(mergeRequest, "satisfied");
    }

    @Test
    void aPolicyCanHaveAPushDropApprovals() {
        Project project = lenient();
        Person alice = project.member("alice", 40);
        String policy =
                anyMergeRequest("Alice", "alice") + "approval_settings:\n  remove_approvals_with_new_commit: true\n";
        enforce(project, "Alice", policy);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");

        approveAndPush(mergeRequest, alice);
        awaitDecided(mergeRequest, "approval_required");
    }

    @Test
    void theProjectCanHaveAPushDropApprovals() {
        Project project = lenient();
        Person alice = project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        approveAndPush(mergeRequest, alice);
        awaitDecided(mergeRequest, "satisfied");

        // GitLab itself drops approvals at a push only, so that this one still stands in its list.
        set(project, Map.of(RESET, true));
        touch(mergeRequest);
        awaitDecided(mergeRequest, "approval_required");
    }

    @Test
    void theProjectsRulesAboutAuthorsAndCommittersBindLikeThePolicys() {
        Project project = lenient();
        Person dev = developer(project);
        enforce(project, "Dev", anyMergeRequest("Dev", "dev"));
        MergeRequest mergeRequest = project.mergeRequest(dev, "change");
        awaitOutcome(mergeRequest, "approval_required");
        mergeRequest.approve(dev);
        awaitOutcome(mergeRequest, "satisfied");

        set(project, Map.of(AUTHOR, false));
        touch(mergeRequest);
        awaitOutcome(mergeRequest, "approval_required");

        set(project, Map.of(AUTHOR, true));
        touch(mergeRequest);
        awaitOutcome(mergeRequest, "satisfied");

        set(project, Map.of(NO_COMMITTERS, true));
        touch(mergeRequest);
        awaitOutcome(mergeRequest, "approval_required");
    }

    @Test
    void approvalsAreNotCountedWhileTheProjectsSettingsCannotBeRead() {
        Project project = lenient();
        Person alice = project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        String settings = "/api/v4/projects/" + project.id() + "/approvals$";
        world().faults(Map.of("fail", List.of(Map.of("method", "GET", "path", settings, "status", 401))));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.approve(alice);
        eventually(() -> assertThat(state(mergeRequest).getString("decision.waitsFor"))
                .containsIgnoringCase("the approvals could not be obtained"));

        world().faults(Map.of());
        touch(mergeRequest);
        awaitOutcome(mergeRequest, "satisfied");
    }

    /** A project in which authors may approve and nothing drops approvals. */
    private Project lenient() {
        Project project = project();
        set(project, Map.of(RESET, false, AUTHOR, true));
        return project;
    }

    private void approveAndPush(MergeRequest mergeRequest, Person approver) {
        awaitOutcome(mergeRequest, "approval_required");
        mergeRequest.approve(approver);
        awaitOutcome(mergeRequest, "satisfied");
        Project project = mergeRequest.project();
        project.commit(world().person("dev"), "change", "late.txt", "slipped in");
        eventually(() -> assertThat(state(mergeRequest).getString("mergeRequest.headSha"))
                .isEqualTo(mergeRequest.sha()));
    }

    /** Waits for an outcome about the head that the merge request has now. */
    private void awaitDecided(MergeRequest mergeRequest, String outcome) {
        eventually(() ->
                assertThat(state(mergeRequest).getString("decision.headSha")).isEqualTo(mergeRequest.sha()));
        awaitOutcome(mergeRequest, outcome);
    }

    private static void set(Project project, Map<String, Object> settings) {
        assertThat(project.call(project.root(), "POST", "/approvals", settings).status())
                .isEqualTo(201);
    }
}
