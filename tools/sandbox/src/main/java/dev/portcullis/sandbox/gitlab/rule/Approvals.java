// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.Approval;
import dev.portcullis.sandbox.gitlab.state.ApprovalRule;
import dev.portcullis.sandbox.gitlab.state.DiffVersion;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.ProtectedBranch;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Approvals, and from Premium on the rules that require them. */
public final class Approvals {
    private final GitLabState state;
    private final Tier tier;
    private final Access access;
    private final Repository repository;

    public Approvals(GitLabState state, Tier tier, Access access, Repository repository) {
        this.state = state;
        this.tier = tier;
        this.access = access;
        this.repository = repository;
    }

    /** The rules that bind this merge request; none on Free. */
    public Collection<ApprovalRule> rules(MergeRequest mergeRequest) {
        if (!tier.includes(Tier.PREMIUM)) {
            return List.of();
        }
        if (mergeRequest.approvalRulesOverwritten) {
            return mergeRequest.approvalRules.values();
        }
        Project project = state.project(mergeRequest.projectId);
        return project.approvalRules.values().stream()
                .filter(rule -> appliesTo(rule, project, mergeRequest.targetBranch))
                .toList();
    }

    /** The users who may satisfy a rule for this merge request. */
    public List<User> eligible(ApprovalRule rule, MergeRequest mergeRequest) {
        Set<Long> ids = new LinkedHashSet<>(rule.userIds);
        for (long groupId : rule.groupIds) {
            Group group = state.groups.get(groupId);
            if (group != null) {
                ids.addAll(group.members.keySet());
            }
        }
        return ids.stream()
                .map(state::user)
                .filter(user -> !user.blocked && !barred(user, mergeRequest))
                .toList();
    }

    /** Those of the merge request's approvals that count for a rule. */
    public List<User> approvedBy(ApprovalRule rule, MergeRequest mergeRequest) {
        List<User> eligible = eligible(rule, mergeRequest);
        List<User> counted = new ArrayList<>();
        for (Approval approval : mergeRequest.approvals) {
            User user = state.user(approval.userId());
            boolean counts =
                    rule.ruleType.equals("any_approver") ? !barred(user, mergeRequest) : eligible.contains(user);
            if (counts) {
                counted.add(user);
            }
        }
        return counted;
    }

    /** How many approvals a rule still waits for. */
    public int left(ApprovalRule rule, MergeRequest mergeRequest) {
        return Math.max(
                0, rule.approvalsRequired - approvedBy(rule, mergeRequest).size());
    }

    /** A rule that nobody (more) could satisfy is taken as approved, as GitLab does with invalid rules. */
    public boolean approved(ApprovalRule rule, MergeRequest mergeRequest) {
        if (left(rule, mergeRequest) == 0) {
            return true;
        }
        return !rule.ruleType.equals("any_approver")
                && eligible(rule, mergeRequest).stream().allMatch(user -> mergeRequest.approvedBy(user.id));
    }

    /** True if nothing more has to be approved; always on Free, where approvals are optional. */
    public boolean satisfied(MergeRequest mergeRequest) {
        return rules(mergeRequest).stream().allMatch(rule -> approved(rule, mergeRequest));
    }

    public int required(MergeRequest mergeRequest) {
        return rules(mergeRequest).stream()
                .mapToInt(rule -> rule.approvalsRequired)
                .sum();
    }

    public int left(MergeRequest mergeRequest) {
        return rules(mergeRequest).stream()
                .filter(rule -> !approved(rule, mergeRequest))
                .mapToInt(rule -> left(rule, mergeRequest))
                .sum();
    }

    /** Developers and above may approve, once, unless settings bar authors or committers (Premium). */
    public boolean mayApprove(User user, MergeRequest mergeRequest) {
        Project project = state.project(mergeRequest.projectId);
        int level = access.level(user, project);
        boolean named = rules(mergeRequest).stream()
                .anyMatch(rule -> rule.userIds.contains(user.id)
                        || eligible(rule, mergeRequest).contains(user));
        boolean role = level >= AccessLevel.DEVELOPER || (named && level >= AccessLevel.REPORTER);
        return role
                && !mergeRequest.state.equals("merged")
                && !mergeRequest.approvedBy(user.id)
                && !barred(user, mergeRequest);
    }

    private boolean barred(User user, MergeRequest mergeRequest) {
        if (!tier.includes(Tier.PREMIUM)) {
            return false;
        }
        Project project = state.project(mergeRequest.projectId);
        if (user.id == mergeRequest.authorId && !project.settings.is("merge_requests_author_approval")) {
            return true;
        }
        return project.settings.is("merge_requests_disable_committers_approval") && committed(user, mergeRequest);
    }

    private boolean committed(User user, MergeRequest mergeRequest) {
        DiffVersion latest = mergeRequest.latestVersion();
        return latest != null
                && repository.between(latest.startSha(), latest.headSha()).stream()
                        .anyMatch(commit -> commit.committer.email().equalsIgnoreCase(user.email)
                                || commit.author.email().equalsIgnoreCase(user.email));
    }

    private static boolean appliesTo(ApprovalRule rule, Project project, String branch) {
        ProtectedBranch protection = project.protection(branch);
        if (rule.appliesToAllProtectedBranches) {
            return protection != null;
        }
        return rule.protectedBranchIds.isEmpty()
                || project.protectedBranches.values().stream()
                        .anyMatch(each -> rule.protectedBranchIds.contains(each.id) && each.covers(branch));
    }
}
