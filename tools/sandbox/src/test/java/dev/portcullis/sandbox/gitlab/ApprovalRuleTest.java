// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApprovalRuleTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.PREMIUM);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static final String ONE = "/merge_requests/1";

    private static Answer rule(long project, Object... more) {
        Object[] fields = new Object[more.length + 4];
        System.arraycopy(new Object[] {"name", "gate", "approvals_required", 1}, 0, fields, 0, 4);
        System.arraycopy(more, 0, fields, 4, more.length);
        return gitlab.post(gitlab.root, "/projects/" + project + "/approval_rules", fields);
    }

    private static long open(GitLabTest.Person author) {
        long project = gitlab.project();
        gitlab.member(project, author, 30);
        gitlab.mergeRequest(author.token(), project, "feature");
        return project;
    }

    private static GitLabTest.Person developer(long project, String name) {
        GitLabTest.Person person = gitlab.user(name);
        gitlab.member(project, person, 30);
        return person;
    }

    private static Answer approvals(long project) {
        return gitlab.get(gitlab.root, "/projects/" + project + ONE + "/approvals");
    }

    private static int merge(long project) {
        return gitlab.put(gitlab.root, "/projects/" + project + ONE + "/merge").status();
    }

    @Test
    void bodyHasTheKeysOfARealOne() {
        long project = open(gitlab.user("b1"));
        Answer made = rule(project, "user_ids", List.of(1));
        assertThat(made.status()).isEqualTo(201);
        assertThat(Answer.keys(made.json()))
                .contains(
                        "id",
                        "name",
                        "rule_type",
                        "report_type",
                        "eligible_approvers",
                        "approvals_required",
                        "users",
                        "groups",
                        "applies_to_all_protected_branches",
                        "protected_branches",
                        "contains_hidden_groups");
        assertThat(Answer.keys(approvals(project).json()))
                .contains(
                        "id",
                        "iid",
                        "project_id",
                        "title",
                        "description",
                        "state",
                        "created_at",
                        "updated_at",
                        "merge_status",
                        "approvals_required",
                        "approvals_left",
                        "approved_by");
        assertThat(Answer.keys(gitlab.get(gitlab.root, "/projects/" + project + "/approvals")
                        .json()))
                .contains(
                        "approvals_before_merge",
                        "reset_approvals_on_push",
                        "selective_code_owner_removals",
                        "disable_overriding_approvers_per_merge_request",
                        "merge_requests_author_approval",
                        "merge_requests_disable_committers_approval",
                        "require_password_to_approve");
        assertThat(rule(project).at("/message/name/0").asText()).isEqualTo("has already been taken");
    }

    @Test
    void ruleBlocksTheMergeUntilAnEligiblePersonApproves() {
        long project = open(gitlab.user("b2"));
        GitLabTest.Person chosen = developer(project, "chosen2");
        GitLabTest.Person other = developer(project, "other2");
        rule(project, "user_ids", List.of(chosen.id()));
        assertThat(merge(project)).isEqualTo(405);
        gitlab.post(other.token(), "/projects/" + project + ONE + "/approve");
        assertThat(approvals(project).at("/approved").asBoolean()).isFalse();
        assertThat(approvals(project).at("/approvals_left").asInt()).isEqualTo(1);
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + ONE)
                        .at("/detailed_merge_status")
                        .asText())
                .isEqualTo("not_approved");
        assertThat(merge(project)).isEqualTo(405);
        gitlab.post(chosen.token(), "/projects/" + project + ONE + "/approve");
        Answer state = gitlab.get(gitlab.root, "/projects/" + project + ONE + "/approval_state");
        assertThat(state.at("/rules/0/approved").asBoolean()).isTrue();
        assertThat(state.at("/rules/0/approved_by/0/username").asText()).isEqualTo("chosen2");
        assertThat(Answer.keys(state.at("/rules/0")))
                .contains(
                        "id",
                        "name",
                        "rule_type",
                        "report_type",
                        "section",
                        "eligible_approvers",
                        "approvals_required",
                        "users",
                        "groups",
                        "contains_hidden_groups",
                        "approved_by",
                        "source_rule",
                        "approved",
                        "overridden");
        assertThat(merge(project)).isEqualTo(200);
    }

    @Test
    void membersOfARulesGroupAreEligible() {
        long project = open(gitlab.user("b3"));
        GitLabTest.Person chosen = developer(project, "chosen3");
        long group = gitlab.group("approvers");
        gitlab.post(gitlab.root, "/groups/" + group + "/members", "user_id", chosen.id(), "access_level", 30);
        rule(project, "group_ids", List.of(group));
        assertThat(merge(project)).isEqualTo(405);
        gitlab.post(chosen.token(), "/projects/" + project + ONE + "/approve");
        assertThat(merge(project)).isEqualTo(200);
    }

    @Test
    void authorDoesNotApproveUnlessTheSettingSays() {
        GitLabTest.Person author = gitlab.user("b4");
        long project = open(author);
        String approve = "/projects/" + project + ONE + "/approve";
        assertThat(gitlab.post(author.token(), approve).status()).isEqualTo(401);
        gitlab.post(gitlab.root, "/projects/" + project + "/approvals", "merge_requests_author_approval", true);
        assertThat(gitlab.post(author.token(), approve).status()).isEqualTo(201);
    }

    @Test
    void committersDoNotApproveWhereTheSettingSays() {
        long project = open(gitlab.user("b5"));
        GitLabTest.Person committer = developer(project, "committer5");
        gitlab.commit(committer.token(), project, "feature", "mine.txt", "x");
        gitlab.put(
                gitlab.root,
                "/projects/" + project + "/merge_request_approval_setting",
                "allow_committer_approval",
                false);
        assertThat(gitlab.post(committer.token(), "/projects/" + project + ONE + "/approve")
                        .status())
                .isEqualTo(401);
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/approvals")
                        .at("/merge_requests_disable_committers_approval")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void pushDropsApprovalsUnlessTheyAreRetained() {
        GitLabTest.Person author = gitlab.user("b6");
        long project = open(author);
        GitLabTest.Person reviewer = developer(project, "reviewer6");
        rule(project, "user_ids", List.of(reviewer.id()));
        gitlab.post(reviewer.token(), "/projects/" + project + ONE + "/approve");
        gitlab.commit(author.token(), project, "feature", "more.txt", "x");
        assertThat(approvals(project).at("/approved").asBoolean()).isFalse();
        gitlab.put(
                gitlab.root,
                "/projects/" + project + "/merge_request_approval_setting",
                "retain_approvals_on_push",
                true);
        gitlab.post(reviewer.token(), "/projects/" + project + ONE + "/approve");
        gitlab.commit(author.token(), project, "feature", "again.txt", "x");
        assertThat(approvals(project).at("/approved").asBoolean()).isTrue();
    }

    @Test
    void ruleOfOtherBranchesDoesNotApply() {
        long project = open(gitlab.user("b7"));
        long release = gitlab.post(gitlab.root, "/projects/" + project + "/protected_branches", "name", "release/*")
                .id();
        rule(project, "user_ids", List.of(1), "protected_branch_ids", List.of(release));
        assertThat(approvals(project).at("/approvals_required").asInt()).isZero();
        assertThat(merge(project)).isEqualTo(200);
    }

    @Test
    void ruleThatNobodyCouldSatisfyCountsAsApproved() {
        GitLabTest.Person author = gitlab.user("b8");
        long project = open(author);
        rule(project, "user_ids", List.of(author.id()));
        assertThat(approvals(project).at("/approved").asBoolean()).isTrue();
    }

    @Test
    void anyApproverRuleCountsEveryone() {
        long project = open(gitlab.user("b9"));
        rule(project, "rule_type", "any_approver");
        assertThat(merge(project)).isEqualTo(405);
        gitlab.post(developer(project, "any9").token(), "/projects/" + project + ONE + "/approve");
        assertThat(merge(project)).isEqualTo(200);
    }

    @Test
    void rulesOfAMergeRequestReplaceTheProjectsUnlessForbidden() {
        GitLabTest.Person author = gitlab.user("b10");
        long project = open(author);
        rule(project, "user_ids", List.of(1));
        String own = "/projects/" + project + ONE + "/approval_rules";
        assertThat(gitlab.post(author.token(), own, "name", "mine", "approvals_required", 0)
                        .status())
                .isEqualTo(201);
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + ONE + "/approval_state")
                        .at("/approval_rules_overwritten")
                        .asBoolean())
                .isTrue();
        assertThat(approvals(project).at("/approvals_required").asInt()).isZero();
        gitlab.post(
                gitlab.root,
                "/projects/" + project + "/approvals",
                "disable_overriding_approvers_per_merge_request",
                true);
        assertThat(gitlab.post(author.token(), own, "name", "two", "approvals_required", 0)
                        .status())
                .isEqualTo(403);
    }
}
