// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import dev.portcullis.contracts.ApprovalDecided;
import dev.portcullis.contracts.AuditEntry;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.PolicyOutcome;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.contracts.Severity;
import dev.portcullis.evaluation.announcement.Announcements;
import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Outcome;
import dev.portcullis.policy.snapshot.FindingFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells the others of decisions, in the transaction that makes them. */
@ApplicationScoped
class AnnounceDecision {
    private static final String VIOLATED = "violated";

    private final Announcements announcements;

    AnnounceDecision(Announcements announcements) {
        this.announcements = announcements;
    }

    /** Tells of a decision that says something else than the one before. */
    void decided(
            KnownMergeRequest about, RecordedDecision decision, @Nullable RecordedDecision before, Decision result) {
        ApprovalDecided decided = new ApprovalDecided(
                project(about),
                about.key().iid(),
                about.url(),
                decision.view().headSha(),
                decision.id(),
                decision.sequence(),
                decision.decidedAt(),
                decision.view().summary(),
                decision.view().approvalsLeft(),
                decision.view().policies(),
                result.exceptions().stream().map(UUID::fromString).toList());
        type(result.outcome()).ifPresent(type -> announcements.approval(type, decided));
        audit(
                about,
                "merge-request.decided",
                decision.decidedAt(),
                decision.view().summary(),
                decision.id().toString(),
                Map.of(
                        "decision", decision.id().toString(),
                        "sequence", Long.toString(decision.sequence()),
                        "outcome", decision.view().outcome(),
                        "head_sha", decision.view().headSha(),
                        "policy_set_sha256", decision.policySetSha256(),
                        "snapshot_sha256", decision.snapshotSha256()));
        boolean requires = result.outcome() == Outcome.APPROVAL_REQUIRED;
        boolean required = before != null && before.view().outcome().equals(Outcome.APPROVAL_REQUIRED.word());
        if (requires && !required) {
            violated(about, decision, result);
        }
    }

    /** Raises an alert where a merge request was merged although its decision blocks. */
    void merged(KnownMergeRequest about, DecisionView view) {
        if (!view.blocks()) {
            return;
        }
        Instant now = about.changedAt();
        String fingerprint =
                Announcements.fingerprint("merged-while-blocked", about.key().text(), view.headSha());
        announcements.alert(
                new SecurityAlert(
                        fingerprint,
                        "merged-while-blocked",
                        Severity.CRITICAL,
                        "Merged although blocked: " + label(about),
                        "The merge request was merged while this stood against it: " + view.summary()
                                + " Look at how it could be merged, and at the project's merge settings.",
                        project(about),
                        about.key().iid(),
                        about.url(),
                        now,
                        Map.of("outcome", view.outcome(), "head_sha", view.headSha())),
                fingerprint);
        audit(
                about,
                "merge-request.merged-while-blocked",
                now,
                view.summary(),
                fingerprint,
                Map.of("head_sha", view.headSha()));
    }

    private void violated(KnownMergeRequest about, RecordedDecision decision, Decision result) {
        String policies = decision.view().policies().stream()
                .filter(policy -> policy.status().equals(VIOLATED))
                .map(PolicyOutcome::name)
                .sorted()
                .collect(Collectors.joining(", "));
        String reasons = decision.view().policies().stream()
                .filter(policy -> policy.status().equals(VIOLATED))
                .flatMap(policy -> policy.reasons().stream())
                .collect(Collectors.joining(" "));
        announcements.alert(
                new SecurityAlert(
                        Announcements.fingerprint("policy-violated", about.key().text(), policies),
                        "policy-violated",
                        severity(result),
                        label(about) + " violates " + policies,
                        decision.view().summary() + " " + reasons,
                        project(about),
                        about.key().iid(),
                        about.url(),
                        decision.decidedAt(),
                        Map.of(
                                "policies", policies,
                                "head_sha", decision.view().headSha(),
                                "target_branch", about.targetBranch(),
                                "decision", decision.id().toString())),
                decision.id().toString());
    }

    private void audit(
            KnownMergeRequest about,
            String action,
            Instant at,
            String reason,
            String correlation,
            Map<String, String> details) {
        announcements.audit(
                new AuditEntry(
                        at,
                        Announcements.SERVICE,
                        action,
                        "merge-request",
                        about.key().text(),
                        about.namespace(),
                        project(about),
                        reason,
                        details),
                correlation);
    }

    private static Optional<EventType> type(Outcome outcome) {
        return switch (outcome) {
            case APPROVAL_REQUIRED -> Optional.of(EventType.APPROVAL_REQUIRED);
            case UNDETERMINED -> Optional.of(EventType.APPROVAL_UNDETERMINED);
            case SATISFIED -> Optional.of(EventType.APPROVAL_SATISFIED);
            case NOT_REQUIRED -> Optional.of(EventType.APPROVAL_NOT_REQUIRED);
            case PENDING -> Optional.empty();
        };
    }

    private static Severity severity(Decision result) {
        return result.findings().facts().stream()
                .map(FindingFacts::severity)
                .max(Comparator.naturalOrder())
                .map(severity -> Severity.valueOf(severity.name()))
                .orElse(Severity.MEDIUM);
    }

    private static ProjectRef project(KnownMergeRequest about) {
        return new ProjectRef(about.key().instance(), about.key().projectId(), about.projectPath());
    }

    private static String label(KnownMergeRequest about) {
        return about.projectPath() + "!" + about.key().iid();
    }
}
