// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.decision.ActionResult;
import dev.portcullis.policy.decision.ErrorCode;
import dev.portcullis.policy.decision.PolicyResult;
import dev.portcullis.policy.decision.Reason;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.BypassSettings;
import dev.portcullis.policy.model.Enforcement;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.ScannerRule;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.MergeRequest.Commit;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The changes that could lead out of one policy, more of them than are needed. */
final class Routes {
    /** Ways to get past a policy. */
    enum Route {
        APPROVE,
        CURE,
        DISMISS
    }

    private final Map<String, ApprovalPolicy> policies;
    private final Snapshot snapshot;

    /** With the policies by their ids. */
    Routes(Map<String, ApprovalPolicy> policies, Snapshot snapshot) {
        this.policies = policies;
        this.snapshot = snapshot;
    }

    /** What the route offers; where it leads nowhere, that does not suffice. */
    List<Change> of(Route route, PolicyResult policy) {
        List<Change> changes = new ArrayList<>();
        waiting(policy, changes);
        if (policy.status() != Status.PENDING) {
            switch (route) {
                case APPROVE -> approve(policy, changes);
                case CURE -> cure(policy, changes);
                case DISMISS -> dismiss(policy, changes);
            }
        }
        return changes;
    }

    private static void waiting(PolicyResult policy, List<Change> changes) {
        for (RuleResult rule : policy.rules()) {
            for (Reason reason : rule.reasons()) {
                if (reason instanceof Reason.Waiting(List<Long> pipelines)) {
                    changes.add(new Change.Finish(pipelines));
                }
            }
        }
    }

    private void approve(PolicyResult policy, List<Change> changes) {
        for (ActionResult action : policy.actions()) {
            List<Long> others = action.eligible().stream()
                    .filter(user -> !action.approved().contains(user))
                    .limit(WaysOut.MOST_CANDIDATES)
                    .toList();
            if (action.left() > 0 && action.left() <= others.size()) {
                others.forEach(user -> changes.add(new Change.Approve(user)));
            }
        }
        if (!snapshot.has(Fact.APPROVALS)) {
            changes.add(new Change.Obtain(Fact.APPROVALS));
        }
    }

    private void dismiss(PolicyResult policy, List<Change> changes) {
        BypassSettings bypass = policyOf(policy).bypass();
        Set<Long> people = new TreeSet<>(bypass.users());
        if (policy.enforcement() == Enforcement.WARN) {
            policy.actions().forEach(action -> people.addAll(action.eligible()));
        }
        snapshot.groups().stream()
                .filter(group -> bypass.groups().contains(group.id()))
                .forEach(group -> people.addAll(group.members()));
        snapshot.members().stream()
                .filter(member -> bypass.roles().contains(member.role())
                        || (member.customRole() != null && bypass.customRoles().contains(member.customRole())))
                .forEach(member -> people.add(member.user()));
        people.stream()
                .limit(WaysOut.MOST_CANDIDATES)
                .forEach(user -> changes.add(new Change.Dismiss(policy.name(), user)));
    }

    private ApprovalPolicy policyOf(PolicyResult policy) {
        return requireNonNull(policies.get(policy.id()), "there is no such policy");
    }

    private void cure(PolicyResult policy, List<Change> changes) {
        for (RuleResult rule : policy.rules()) {
            for (Reason reason : rule.reasons()) {
                cure(policy, rule, reason, changes);
            }
        }
    }

    private void cure(PolicyResult policy, RuleResult rule, Reason reason, List<Change> changes) {
        switch (reason) {
            case Reason.Counted counted -> resolve(counted, changes);
            case Reason.InError error when !error.open() -> scan(policy, rule, error, changes);
            case Reason.FactMissing missing when !missing.open() -> obtain(missing.fact(), changes);
            case Reason.Commits commits -> sign(commits.shas(), changes);
            case Reason.Licenses licenses -> remove(licenses.denied(), changes);
            case Reason.InError _,
                    Reason.FactMissing _,
                    Reason.BranchNotCovered _,
                    Reason.NothingToCount _,
                    Reason.Compared _,
                    Reason.EnforcedElsewhere _,
                    Reason.Waiting _,
                    Reason.Excepted _ -> {}
        }
    }

    private static void resolve(Reason.Counted counted, List<Change> changes) {
        if (counted.exceeds() && counted.findings().size() - counted.allowed() <= WaysOut.MOST_CANDIDATES) {
            counted.findings().byOrdinal().entrySet().stream()
                    .limit(WaysOut.MOST_CANDIDATES)
                    .forEach(entry -> changes.add(new Change.Resolve(entry.getKey(), entry.getValue())));
        }
    }

    private void scan(PolicyResult policy, RuleResult rule, Reason.InError error, List<Change> changes) {
        boolean target = error.code() == ErrorCode.TARGET_SCANS_MISSING;
        List<ScanType> types = error.scanners().isEmpty() ? scanners(policy, rule) : error.scanners();
        types.forEach(type -> changes.add(target ? new Change.ScanTarget(type) : new Change.RunScan(type)));
    }

    /** The scans that a rule names; one of them stands for all where it names none. */
    private List<ScanType> scanners(PolicyResult policy, RuleResult rule) {
        if (policyOf(policy).rules().get(rule.index()) instanceof ApprovalRule.ScanFinding scan) {
            Set<ScanType> named =
                    new LinkedHashSet<>(scan.scanners().stream().sorted().toList());
            scan.scannerRules().stream().map(ScannerRule::type).forEach(named::add);
            return named.isEmpty() ? List.of(ScanType.SAST) : List.copyOf(named);
        }
        return List.of(ScanType.DEPENDENCY_SCANNING);
    }

    private static void remove(List<Reason.DeniedLicense> denied, List<Change> changes) {
        if (denied.size() <= WaysOut.MOST_CANDIDATES) {
            denied.forEach(one -> changes.add(new Change.Remove(one.purl(), one.license())));
        }
    }

    /** Makes the fact known; signatures can be missing of some commits alone. */
    private void obtain(Fact fact, List<Change> changes) {
        if (snapshot.has(fact)) {
            sign(
                    snapshot.mergeRequest().commits().stream()
                            .filter(commit -> commit.signature() == null)
                            .map(Commit::sha)
                            .toList(),
                    changes);
        } else {
            changes.add(new Change.Obtain(fact));
        }
    }

    private static void sign(List<String> shas, List<Change> changes) {
        if (!shas.isEmpty()) {
            changes.add(new Change.Sign(shas));
        }
    }
}
