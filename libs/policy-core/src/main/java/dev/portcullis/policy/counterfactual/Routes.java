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
import dev.portcullis.policy.model.CommitKind;
import dev.portcullis.policy.model.Enforcement;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.ScannerRule;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.FindingFacts;
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

    /** What the route offers; empty where it leads nowhere. */
    List<Change> of(Route route, PolicyResult policy) {
        List<Change> changes = new ArrayList<>();
        waiting(policy, changes);
        if (policy.status() == Status.PENDING) {
            return changes;
        }
        boolean open =
                switch (route) {
                    case APPROVE -> approve(policy, changes);
                    case CURE -> cure(policy, changes);
                    case DISMISS -> dismiss(policy, changes);
                };
        return open ? changes : List.of();
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

    private boolean approve(PolicyResult policy, List<Change> changes) {
        for (ActionResult action : policy.actions()) {
            List<Long> others = action.eligible().stream()
                    .filter(user -> !action.approved().contains(user))
                    .limit(WaysOut.MOST_CANDIDATES)
                    .toList();
            if (action.left() > others.size()) {
                return false;
            }
            if (action.left() > 0) {
                others.forEach(user -> changes.add(new Change.Approve(user)));
            }
        }
        if (!snapshot.has(Fact.APPROVALS)) {
            changes.add(new Change.Obtain(Fact.APPROVALS));
        }
        return true;
    }

    private boolean dismiss(PolicyResult policy, List<Change> changes) {
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
        return !people.isEmpty();
    }

    private ApprovalPolicy policyOf(PolicyResult policy) {
        return requireNonNull(policies.get(policy.id()), "there is no such policy");
    }

    private boolean cure(PolicyResult policy, List<Change> changes) {
        for (RuleResult rule : policy.rules()) {
            for (Reason reason : rule.reasons()) {
                if (!cure(policy, rule, reason, changes)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean cure(PolicyResult policy, RuleResult rule, Reason reason, List<Change> changes) {
        return switch (reason) {
            case Reason.Counted counted -> !counted.exceeds() || resolve(counted, changes);
            case Reason.InError error -> {
                if (!error.open()) {
                    scan(policy, rule, error, changes);
                }
                yield true;
            }
            case Reason.FactMissing missing -> {
                if (!missing.open()) {
                    obtain(missing.fact(), changes);
                }
                yield true;
            }
            case Reason.Commits(CommitKind kind, List<String> shas) -> {
                changes.add(new Change.Sign(shas));
                yield kind == CommitKind.UNSIGNED;
            }
            case Reason.Licenses(List<Reason.DeniedLicense> denied) -> {
                denied.forEach(one -> changes.add(new Change.Remove(one.purl(), one.license())));
                yield denied.size() <= WaysOut.MOST_CANDIDATES;
            }
            case Reason.BranchNotCovered _,
                    Reason.NothingToCount _,
                    Reason.EnforcedElsewhere _,
                    Reason.Waiting _,
                    Reason.Excepted _ -> true;
        };
    }

    private static boolean resolve(Reason.Counted counted, List<Change> changes) {
        if (counted.findings().size() - counted.allowed() > WaysOut.MOST_CANDIDATES) {
            return false;
        }
        counted.findings().byOrdinal().entrySet().stream()
                .limit(WaysOut.MOST_CANDIDATES)
                .forEach(entry -> {
                    FindingFacts facts = entry.getValue();
                    changes.add(new Change.Resolve(entry.getKey(), facts));
                });
        return true;
    }

    private void scan(PolicyResult policy, RuleResult rule, Reason.InError error, List<Change> changes) {
        boolean target =
                error.code() == ErrorCode.TARGET_SCANS_MISSING || error.code() == ErrorCode.TARGET_PIPELINE_MISSING;
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

    private void obtain(Fact fact, List<Change> changes) {
        if (!snapshot.has(fact)) {
            changes.add(new Change.Obtain(fact));
        } else if (fact == Fact.SIGNATURES) {
            changes.add(new Change.Sign(snapshot.mergeRequest().commits().stream()
                    .filter(commit -> commit.signature() == null)
                    .map(Commit::sha)
                    .toList()));
        }
    }
}
