// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalSettings;
import dev.portcullis.policy.model.Enforcement;
import dev.portcullis.policy.model.Fallback;
import dev.portcullis.policy.model.RequireApproval;
import dev.portcullis.policy.snapshot.Approval;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.MergeRequest.Commit;
import dev.portcullis.policy.snapshot.ProjectApprovalSettings;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts the approvals of the eligible, under the settings that bind the merge request. */
final class ApprovalCount {
    private final Evaluation evaluation;
    private final Snapshot snapshot;
    private final Set<Long> excluded;
    private final SortedSet<Long> approvers;
    private final IdentityHashMap<RequireApproval, Turnout> turnouts = new IdentityHashMap<>();

    /** Who could approve an action, who did, and who did in vain; by id, ascending. */
    private record Turnout(List<Long> eligible, List<Long> approved, List<Long> ignored) {}

    /** With what the policies in force tighten, and what the project itself does. */
    ApprovalCount(Evaluation evaluation, ApprovalSettings settings) {
        this.evaluation = evaluation;
        this.snapshot = evaluation.snapshot();
        ProjectApprovalSettings project = snapshot.project().approvalSettings();
        this.excluded = excluded(snapshot, settings);
        boolean headOnly = snapshot.settings().bindToHead()
                || settings.removeApprovalsWithNewCommit()
                || project.removeApprovalsWithNewCommit();
        String head = snapshot.mergeRequest().headSha();
        this.approvers = snapshot.has(Fact.APPROVALS)
                ? snapshot.approvals().stream()
                        .filter(approval -> !headOnly || head.equals(approval.sha()))
                        .map(Approval::user)
                        .collect(Collectors.toCollection(TreeSet::new))
                : Collections.emptySortedSet();
    }

    /** Whether the fallback releases every action that asks for approvals, because too few people could give them. */
    static boolean isReleased(Evaluation evaluation, ApprovalPolicy policy) {
        if (!isLenient(evaluation, policy)) {
            return false;
        }
        List<RequireApproval> asking = policy.actions().stream()
                .filter(action -> action.required() > 0)
                .toList();
        return !asking.isEmpty() && asking.stream().allMatch(action -> isReleased(evaluation, policy, action));
    }

    /** How every action of a policy stands. */
    List<ActionResult> count(ApprovalPolicy policy) {
        List<ActionResult> results = new ArrayList<>();
        for (RequireApproval action : policy.actions()) {
            results.add(count(policy, action, results.size()));
        }
        return results;
    }

    /** Whether the person is eligible for an action of the policy. */
    boolean isEligible(ApprovalPolicy policy, long user) {
        return policy.actions().stream()
                .anyMatch(action -> turnout(action).eligible().contains(user));
    }

    private ActionResult count(ApprovalPolicy policy, RequireApproval action, int index) {
        boolean released = isReleased(evaluation, policy, action);
        Turnout turnout = released ? turnout(possible(evaluation, policy, action)) : turnout(action);
        return new ActionResult(
                index, action.required(), turnout.eligible(), turnout.approved(), turnout.ignored(), released);
    }

    /** Whether too few could approve, and the fallback is open; a project with the policies does not lock itself. */
    private static boolean isReleased(Evaluation evaluation, ApprovalPolicy policy, RequireApproval action) {
        return isLenient(evaluation, policy)
                && evaluation.snapshot().has(Fact.MEMBERS)
                && action.required() > possible(evaluation, policy, action).size();
    }

    private static boolean isLenient(Evaluation evaluation, ApprovalPolicy policy) {
        return policy.fallback() == Fallback.OPEN
                || evaluation.snapshot().project().securityPolicyProject();
    }

    /**
     * Who could approve if the policy stood alone. What other violated policies tighten must not release it: one
     * finding more could open the way.
     */
    private static Set<Long> possible(Evaluation evaluation, ApprovalPolicy policy, RequireApproval action) {
        Set<Long> possible = new HashSet<>(evaluation.people().pool(action));
        possible.removeAll(excluded(
                evaluation.snapshot(),
                policy.enforcement() == Enforcement.ENFORCE ? policy.settings() : ApprovalSettings.NONE));
        return possible;
    }

    private static Set<Long> excluded(Snapshot snapshot, ApprovalSettings settings) {
        Set<Long> people = new HashSet<>();
        ProjectApprovalSettings project = snapshot.project().approvalSettings();
        if (settings.preventApprovalByAuthor() || project.preventApprovalByAuthor()) {
            people.add(snapshot.mergeRequest().author());
        }
        if (settings.preventApprovalByCommitAuthor() || project.preventApprovalByCommitAuthor()) {
            snapshot.mergeRequest().commits().stream()
                    .map(Commit::author)
                    .filter(Objects::nonNull)
                    .forEach(people::add);
        }
        return people;
    }

    private Turnout turnout(RequireApproval action) {
        return turnouts.computeIfAbsent(
                evaluation.representative(action),
                asked -> turnout(evaluation.people().pool(asked)));
    }

    private Turnout turnout(Set<Long> pool) {
        SortedSet<Long> eligible = new TreeSet<>(pool);
        eligible.removeAll(excluded);
        List<Long> approved = new ArrayList<>();
        List<Long> ignored = new ArrayList<>();
        for (Long user : approvers) {
            (eligible.contains(user) ? approved : ignored).add(user);
        }
        return new Turnout(List.copyOf(eligible), List.copyOf(approved), List.copyOf(ignored));
    }
}
