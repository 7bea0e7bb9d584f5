// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.contracts.PolicyState;
import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.file.PolicyFile;
import dev.portcullis.policies.file.PolicyFile.Part;
import dev.portcullis.policies.policy.PolicyText;
import dev.portcullis.policies.policy.PolicyText.Remark;
import dev.portcullis.policies.policy.StoredPolicy;
import dev.portcullis.policies.policy.StoredVersion;
import dev.portcullis.policies.proposal.ProposalKind;
import dev.portcullis.policies.proposal.SyncedProposals;
import dev.portcullis.policies.proposal.SyncedProposals.Approver;
import dev.portcullis.policies.proposal.SyncedProposals.Wish;
import dev.portcullis.policies.sync.MatchPolicies.Match;
import dev.portcullis.policies.sync.MergedChange.Side;
import dev.portcullis.policies.sync.Origin.Given;
import dev.portcullis.policies.sync.ReadHead.Found;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what Git says of one policy into a proposal, and puts it into force if it is approved. */
@ApplicationScoped
class TakeOver {
    private final SyncedProposals proposals;
    private final GitApprovers approvers;
    private final SourceAlerts alerts;

    TakeOver(SyncedProposals proposals, GitApprovers approvers, SourceAlerts alerts) {
        this.proposals = proposals;
        this.approvers = approvers;
        this.alerts = alerts;
    }

    /**
     * What Git changes about one policy.
     *
     * @param policy the policy in force, or out of force but not for good; null where there is none
     * @param before its name and text; null where there is none
     * @param after what Git has now; null where it has the policy no more
     * @param fresh whether Git has changed it since it was last looked at
     * @param waits whether a proposal about it is open
     * @param switched whether Portcullis has it disabled although its text says otherwise: that is in no merge request
     */
    record Change(
            Match match,
            @Nullable StoredPolicy policy,
            @Nullable Side before,
            @Nullable Side after,
            boolean fresh,
            boolean waits,
            boolean switched) {
        /** Whether Git says what is in force, or neither has the policy. */
        boolean isSettled() {
            return Objects.equals(before, after);
        }

        /** Whether there is something to propose, or a proposal that may lack approvals only. */
        boolean needsOrigin() {
            return !isSettled() && (fresh || waits);
        }

        String type() {
            Part part = match.part();
            SourceEntry entry = match.entry();
            return part != null ? part.type() : entry != null ? entry.type : "";
        }
    }

    /** What Git changes about a policy that it has, or that it lost; nothing where its text is not valid. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Change> change(Match match) {
        Part part = match.part();
        SourceEntry entry = match.entry();
        if (part != null && part.text() == null) {
            return Optional.empty();
        }
        StoredPolicy policy = policy(match);
        Side before = policy == null ? null : new Side(policy.name, yaml(policy));
        PolicyText text = part == null ? null : part.text();
        Side after = text == null ? null : new Side(text.name(), text.yaml());
        String said = entry == null ? null : entry.sha256;
        boolean fresh = entry == null || !Objects.equals(said, text == null ? null : text.sha256());
        boolean waits = entry != null && entry.proposalId != null && proposals.isOpen(entry.proposalId);
        return Optional.of(new Change(match, policy, before, after, fresh, waits, isSwitched(policy, before)));
    }

    /** The policy of a match; a new one may have been activated by people since its proposal was made. */
    private @Nullable StoredPolicy policy(Match match) {
        SourceEntry entry = match.entry();
        UUID id = entry == null ? null : entry.policyId;
        if (id == null && entry != null && entry.proposalId != null) {
            id = proposals.policyOf(entry.proposalId).orElse(null);
        }
        StoredPolicy policy = id == null ? match.adopted() : StoredPolicy.findById(id);
        return policy == null || policy.policyState() == PolicyState.RETIRED ? null : policy;
    }

    private static boolean isSwitched(@Nullable StoredPolicy policy, @Nullable Side before) {
        return policy != null && before != null && inForce(policy, before).state() != policy.policyState();
    }

    private static String yaml(StoredPolicy policy) {
        StoredVersion version = StoredVersion.findById(new StoredVersion.Key(policy.id, policy.version));
        return new String(version.yaml, StandardCharsets.UTF_8);
    }

    /** A text that is not valid: said once for each commit, and nothing else changes. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void tell(PolicySource source, Found head, Match match) {
        Part part = match.part();
        Remark error = part == null ? null : part.error().orElse(null);
        if (part == null || error == null) {
            return;
        }
        alerts.invalidPolicy(source, head, part.type(), part.name() == null ? "without a name" : part.name(), error);
        if (part.name() != null && !error.rule().equals(PolicyFile.DUPLICATE_NAME)) {
            SourceEntry entry = known(source, match, part.type());
            entry.name = entry.name == null ? part.name() : entry.name;
            entry.problem = error.message();
            entry.problemLine = error.line();
            entry.problemColumn = error.column();
            entry.persist();
        }
    }

    /** Git says what is in force, or neither has it: an open proposal is of no use any more. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void settle(PolicySource source, Found head, Change change) {
        requireLinked(source);
        SourceEntry entry = entry(source, change);
        if (entry.proposalId != null) {
            proposals.withdraw(
                    entry.proposalId,
                    "Git says what is in force again, at " + head.commit().id());
        }
        if (change.after() == null) {
            entry.delete();
        } else {
            entry.settledSha = head.commit().id();
        }
    }

    /** Makes the change a proposal, takes over its approvals, and puts it into force if they suffice. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void propose(PolicySource source, Found head, Change change, Origin origin) {
        requireLinked(source);
        requireStill(change);
        SourceEntry entry = entry(source, change);
        Wish wish = wish(source, head, change, origin);
        UUID proposal = entry.proposalId;
        if (proposal == null || change.fresh() || proposals.isOutdated(proposal, wish)) {
            proposal = proposals.put(wish, proposal);
            entry.proposalId = proposal;
        }
        List<Approver> entitled = origin.approvals().stream()
                .flatMap(given -> approvers.entitled(source, given).stream())
                .toList();
        List<Approver> counted = proposals.approve(proposal, wish, entitled, "Approved in GitLab: " + origin.url());
        if (change.fresh()) {
            List<Given> others = new ArrayList<>(origin.approvals());
            others.removeIf(given ->
                    counted.stream().anyMatch(approver -> approver.person().equals(approvers.person(source, given))));
            explain(proposal, origin, others);
        }
        proposals.activateIfApproved(proposal).ifPresent(policy -> activated(entry, policy, head));
    }

    private static void activated(SourceEntry entry, StoredPolicy policy, Found head) {
        entry.policyId = policy.id;
        entry.settledSha = head.commit().id();
        if (policy.policyState() == PolicyState.RETIRED) {
            entry.delete();
        }
    }

    private void explain(UUID proposal, Origin origin, List<Given> others) {
        if (!others.isEmpty()) {
            proposals.comment(
                    proposal,
                    "Approvals in GitLab that do not count here, because they are an author's, a bot's, or of somebody"
                            + " who has not signed in or may not approve policies of this level: "
                            + String.join(
                                    ", ", others.stream().map(Given::username).toList())
                            + " (" + origin.url() + ").");
        }
    }

    /** Nothing is proposed any more once the project is unlinked, which takes the same lock. */
    private static void requireLinked(PolicySource source) {
        PolicySource now = PolicySource.findById(source.id, LockModeType.PESSIMISTIC_WRITE);
        if (!now.state.equals(PolicySource.LINKED)) {
            throw new IllegalStateException("the project of " + now.namespace + " was unlinked meanwhile");
        }
    }

    /** What was compared with Git outside of this transaction must still be in force. */
    private static void requireStill(Change change) {
        StoredPolicy policy = change.policy();
        if (policy != null) {
            StoredPolicy now = StoredPolicy.findById(policy.id);
            if (now.version != policy.version) {
                throw new IllegalStateException("the policy " + policy.id + " has changed meanwhile");
            }
        }
    }

    private static SourceEntry entry(PolicySource source, Change change) {
        Part part = change.match().part();
        SourceEntry entry = known(source, change.match(), change.type());
        PolicyText text = part == null ? null : part.text();
        if (part != null && text != null) {
            entry.name = text.name();
            entry.likeness = part.likeness();
        }
        entry.sha256 = text == null ? null : text.sha256();
        entry.policyId = change.policy() == null ? null : change.policy().id;
        entry.problem = null;
        entry.problemLine = null;
        entry.problemColumn = null;
        entry.persist();
        return entry;
    }

    private static SourceEntry known(PolicySource source, Match match, String type) {
        SourceEntry known = match.entry() == null ? null : SourceEntry.findById(match.entry().id);
        if (known != null) {
            return known;
        }
        SourceEntry entry = new SourceEntry();
        entry.id = Ids.timeOrdered();
        entry.sourceId = source.id;
        entry.type = type;
        entry.settledSha = source.clearSha;
        return entry;
    }

    private static Wish wish(PolicySource source, Found head, Change change, Origin origin) {
        StoredPolicy policy = change.policy();
        Part part = change.match().part();
        ProposalKind kind =
                part == null ? ProposalKind.RETIRE : policy == null ? ProposalKind.NEW : ProposalKind.CHANGE;
        PolicyText text = part == null || part.text() == null ? inForce(policy, change.before()) : part.text();
        String renamed = policy != null && part != null && !policy.name.equals(text.name())
                ? " (so far '" + policy.name + "')"
                : "";
        String verb =
                switch (kind) {
                    case NEW -> "New";
                    case RETIRE -> "Retire";
                    default -> "Change";
                };
        return new Wish(
                source.id,
                source.level(),
                kind,
                policy,
                text,
                shortened(verb + ": " + text.name() + renamed, 200),
                shortened("From " + source.projectPath + " at " + head.commit().id() + ": " + origin.title(), 4_000),
                origin.url(),
                origin.authors(),
                origin.unnamed());
    }

    /** What a policy in force says; never refused, since it was approved once. */
    private static PolicyText inForce(@Nullable StoredPolicy policy, @Nullable Side before) {
        if (policy == null || before == null) {
            throw new IllegalStateException("a change from nothing to nothing");
        }
        boolean enabled = PolicyFile.read(before.yaml()).parts().stream()
                .map(Part::text)
                .anyMatch(text -> text != null && text.enabled());
        return new PolicyText(before.yaml(), policy.type, policy.name, enabled, List.of());
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
