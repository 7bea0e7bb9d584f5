// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ApprovalSettings;
import dev.portcullis.policy.snapshot.Findings;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is decided about a merge request, and why.
 *
 * @param policies one result per approval policy laid down for the project, the applicable and the others
 * @param approvalsLeft over the unmet actions of violated and undetermined policies
 * @param botComment whether a violated policy wants a comment
 * @param settings what the violated policies tighten together
 * @param missing facts about approvals and members that it had to do without, so that a violation stands
 * @param revisitAt the first instant at which the result can differ without an event; absent: never
 * @param policySetDigest of the policies that were given
 * @param now the instant for which it was decided
 */
public record Decision(
        Outcome outcome,
        List<PolicyResult> policies,
        int approvalsLeft,
        boolean botComment,
        ApprovalSettings settings,
        List<Reason.FactMissing> missing,
        @Nullable Instant revisitAt,
        String policySetDigest,
        String engineVersion,
        Instant now) {
    public Decision {
        requireNonNull(outcome, "outcome is null");
        requireNonNull(settings, "settings is null");
        requireNonNull(policySetDigest, "policySetDigest is null");
        requireNonNull(engineVersion, "engineVersion is null");
        requireNonNull(now, "now is null");
        policies = List.copyOf(policies);
        missing = List.copyOf(missing);
    }

    /** The findings that the violated rules counted. */
    public Findings findings() {
        Findings all = Findings.EMPTY;
        for (PolicyResult policy : policies) {
            for (RuleResult rule : policy.rules()) {
                if (rule.status() == Status.VIOLATED) {
                    all = all.or(rule.findings());
                }
            }
        }
        return all;
    }

    /** Ids of the approved exceptions that took something out, sorted. */
    public List<String> exceptions() {
        SortedSet<String> used = new TreeSet<>();
        for (PolicyResult policy : policies) {
            if (policy.notApplicable() instanceof NotApplicable.Excepted(List<String> whole)) {
                used.addAll(whole);
            }
            policy.rules().stream()
                    .flatMap(rule -> rule.reasons().stream())
                    .filter(Reason.Excepted.class::isInstance)
                    .map(Reason.Excepted.class::cast)
                    .forEach(excepted -> used.addAll(excepted.exceptions()));
        }
        return List.copyOf(used);
    }

    /** How the decision came about. */
    public Trace trace() {
        return Traces.of(this);
    }
}
