// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PremiumHookTest {
    private static GitLabTest gitlab;
    private static int groups;

    private Receiver receiver;
    private long group;
    private long project;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.PREMIUM);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    @BeforeEach
    void open() {
        receiver = new Receiver();
        group = gitlab.group("group" + ++groups);
        long sub = gitlab.post(gitlab.root, "/groups", "name", "sub", "path", "sub", "parent_id", group)
                .id();
        project = gitlab.project("namespace_id", sub);
        Answer hook = gitlab.post(
                gitlab.root,
                "/groups/" + group + "/hooks",
                "url",
                receiver.url(),
                "merge_requests_events",
                true,
                "member_events",
                true);
        assertThat(hook.at("/group_id").asLong()).isEqualTo(group);
        assertThat(Answer.keys(hook.json())).contains("subgroup_events", "member_events");
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void groupHookHearsOfSubgroupsAndSharesTheEventWithTheProjectsHook() {
        gitlab.post(
                gitlab.root,
                "/projects/" + project + "/hooks",
                "url",
                receiver.url(),
                "merge_requests_events",
                true,
                "push_events",
                false);
        gitlab.mergeRequest(gitlab.root, project, "feature");
        Receiver.Delivered first = receiver.mergeRequest("open");
        Receiver.Delivered second = receiver.mergeRequest("open");
        assertThat(second.header("X-Gitlab-Event-UUID")).isEqualTo(first.header("X-Gitlab-Event-UUID"));
        assertThat(second.header("Idempotency-Key")).isNotEqualTo(first.header("Idempotency-Key"));
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void mergeRequestHookCarriesApprovalRules() {
        gitlab.post(
                gitlab.root,
                "/projects/" + project + "/approval_rules",
                "name",
                "gate",
                "approvals_required",
                1,
                "rule_type",
                "any_approver");
        gitlab.mergeRequest(gitlab.root, project, "feature");
        JsonNode rule = receiver.mergeRequest("open").json().at("/object_attributes/approval_rules/0");
        assertThat(Answer.keys(rule))
                .containsExactlyInAnyOrder(
                        "id",
                        "approvals_required",
                        "name",
                        "rule_type",
                        "report_type",
                        "merge_request_id",
                        "section",
                        "modified_from_project_rule",
                        "orchestration_policy_idx",
                        "vulnerabilities_allowed",
                        "scanners",
                        "severity_levels",
                        "vulnerability_states",
                        "security_orchestration_policy_configuration_id",
                        "scan_result_policy_id",
                        "applicable_post_merge",
                        "project_id",
                        "approval_policy_rule_id",
                        "updated_at",
                        "created_at");
    }

    @Test
    void oneOfTwoNeededApprovalsIsAnApprovalAndTheLastApproves() {
        GitLabTest.Person one = gitlab.user("one" + group);
        GitLabTest.Person two = gitlab.user("two" + group);
        gitlab.member(project, one, 30);
        gitlab.member(project, two, 30);
        gitlab.post(
                gitlab.root,
                "/projects/" + project + "/approval_rules",
                "name",
                "gate",
                "approvals_required",
                2,
                "user_ids",
                List.of(one.id(), two.id()));
        gitlab.mergeRequest(gitlab.root, project, "feature");
        String path = "/projects/" + project + "/merge_requests/1/";
        gitlab.post(one.token(), path + "approve");
        receiver.mergeRequest("approval");
        gitlab.post(two.token(), path + "approve");
        receiver.mergeRequest("approved");
        gitlab.commit(gitlab.root, project, "feature", "more.txt", "x");
        JsonNode reset = receiver.mergeRequest("unapproved").json();
        assertThat(reset.at("/object_attributes/system").asBoolean()).isTrue();
        assertThat(reset.at("/object_attributes/system_action").asText()).isEqualTo("approvals_reset_on_push");
    }

    @Test
    void memberHookTellsOfTheGroupsMembers() {
        GitLabTest.Person person = gitlab.user("member" + group);
        gitlab.post(gitlab.root, "/groups/" + group + "/members", "user_id", person.id(), "access_level", 10);
        Receiver.Delivered added = receiver.next("user_add_to_group");
        assertThat(added.header("X-Gitlab-Event")).isEqualTo("Member Hook");
        assertThat(Answer.keys(added.json()))
                .containsExactlyInAnyOrder(
                        "created_at",
                        "updated_at",
                        "group_name",
                        "group_path",
                        "group_id",
                        "user_username",
                        "user_name",
                        "user_email",
                        "user_id",
                        "group_access",
                        "group_plan",
                        "expires_at",
                        "event_name");
        assertThat(added.json().get("group_access").asText()).isEqualTo("Guest");
    }
}
