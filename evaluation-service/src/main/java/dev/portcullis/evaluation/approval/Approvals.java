// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.approval;

import dev.portcullis.contracts.MergeRequestChanged;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.policy.snapshot.Approval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Approvals with the heads they were given for. GitLab tells who approves a merge request, but only the approval's own
 * webhook tells for which head; an approval whose webhook never came counts for the head at which it was first seen.
 */
@ApplicationScoped
public class Approvals {
    private static final Set<String> GIVEN = Set.of("approved", "approval");
    private static final Set<String> TAKEN_BACK = Set.of("unapproved", "unapproval");

    private final ApprovalStore store;

    Approvals(ApprovalStore store) {
        this.store = store;
    }

    /**
     * Takes over what a webhook says, in the caller's transaction. Webhooks come in any order: an older one never
     * replaces what a newer one said.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void heard(MergeRequestChanged event, Instant receivedAt) {
        MergeRequestKey key =
                new MergeRequestKey(event.project().instance(), event.project().projectId(), event.iid());
        Instant at = event.updatedAt() == null ? receivedAt : event.updatedAt();
        String head = event.headSha();
        if (GIVEN.contains(event.action()) && head != null && !event.system()) {
            store.given(key, event.actorId(), event.actorUsername(), head, at);
        } else if (TAKEN_BACK.contains(event.action()) && !event.system()) {
            store.takenBack(key, event.actorId(), at);
        }
    }

    /**
     * The approvals that stand, each with its head.
     *
     * @param approvers the users whom GitLab lists, by id with their usernames: the truth about who approves
     * @param headSha the head at this look
     */
    @Transactional
    public List<Approval> standing(MergeRequestKey key, Map<Long, String> approvers, String headSha, Instant now) {
        Map<Long, Approval> known = new HashMap<>();
        for (Approval approval : store.of(key)) {
            known.put(approval.user(), approval);
        }
        store.keepOnly(key, approvers.keySet());
        List<Approval> standing = new ArrayList<>();
        for (long user : new TreeSet<>(approvers.keySet())) {
            Approval approval = known.get(user);
            if (approval == null) {
                store.seen(key, user, String.valueOf(approvers.get(user)), headSha, now);
                approval = new Approval(user, headSha, now);
            }
            standing.add(approval);
        }
        return standing;
    }

    /** The usernames that are known for these users from approvals of the merge request. */
    public Map<Long, String> usernames(MergeRequestKey key, Collection<Long> users) {
        Map<Long, String> names = new HashMap<>(store.usernames(key));
        names.keySet().retainAll(users);
        return names;
    }
}
