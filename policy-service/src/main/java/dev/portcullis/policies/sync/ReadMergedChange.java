// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.gitlab.Approval;
import dev.portcullis.gitlab.Commit;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.MergeRequest;
import dev.portcullis.gitlab.Note;
import dev.portcullis.policies.file.PolicyFile;
import dev.portcullis.policies.sync.Origin.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what merged merge requests did to the policy file, and who approved them when. */
final class ReadMergedChange {
    /** How GitLab notes an approval beneath a merge request. */
    private static final String APPROVED = "approved this merge request";

    /** The most merge requests that are looked at; of what more there are nobody is named. */
    static final int MOST = 10;

    private final GitLabClient client;
    private final PolicySource source;
    private final String branch;
    private final boolean patient;

    /** {@code patient}: rather fail than overlook a merge request that is about to be marked as merged. */
    ReadMergedChange(GitLabClient client, PolicySource source, String branch, boolean patient) {
        this.client = client;
        this.source = source;
        this.branch = branch;
        this.patient = patient;
    }

    /** The merge requests that brought these commits into the default branch. */
    List<MergedChange> bringing(List<Commit> commits) {
        Set<Long> seen = new HashSet<>();
        List<MergedChange> found = new ArrayList<>();
        for (Commit commit : commits) {
            for (MergeRequest listed : client.repository().mergeRequestsOf(source.projectId, commit.id())) {
                requireSettled(listed);
                if (isMerged(listed) && seen.add(listed.iid()) && seen.size() <= MOST) {
                    read(listed).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** GitLab pushes the merge first and marks the merge request a moment later. */
    private void requireSettled(MergeRequest listed) {
        boolean unsettled = listed.state().equals("opened") || listed.state().equals("locked");
        if (patient && unsettled && listed.targetBranch().equals(branch)) {
            throw new IllegalStateException(
                    listed.webUrl() + " has commits in " + branch + " and is not marked as merged yet");
        }
    }

    private boolean isMerged(MergeRequest listed) {
        return listed.state().equals("merged")
                && listed.targetBranch().equals(branch)
                && listed.targetProjectId() == source.projectId;
    }

    private Optional<MergedChange> read(MergeRequest listed) {
        return client.mergeRequests().versions(source.projectId, listed.iid()).stream()
                .findFirst()
                .filter(version -> version.baseCommitSha() != null)
                .map(version -> new MergedChange(
                        listed, version, file(String.valueOf(version.baseCommitSha())), file(version.headCommitSha())));
    }

    private PolicyFile file(String sha) {
        try {
            return PolicyFile.read(client.repository().file(source.projectId, PolicyFile.PATH, sha));
        } catch (GitLabException e) {
            if (e.kind() == GitLabException.Kind.NOT_FOUND) {
                return new PolicyFile("", List.of(), List.of(), true);
            }
            throw e;
        }
    }

    /** The approvals that stand and were given after the last change of the merge request. */
    List<Given> approvals(MergedChange change) {
        long iid = change.mergeRequest().iid();
        Instant lastPush = change.version().createdAt();
        Map<Long, Instant> noted = new HashMap<>();
        for (Note note : client.notes().list(source.projectId, iid)) {
            if (note.system() && note.body().equals(APPROVED) && note.createdAt() != null) {
                noted.put(note.author().id(), note.createdAt());
            }
        }
        List<Given> given = new ArrayList<>();
        for (Approval approval :
                client.mergeRequests().approvals(source.projectId, iid).approvedBy()) {
            long user = approval.user().id();
            Instant at = approval.approvedAt() == null ? noted.get(user) : approval.approvedAt();
            if (at != null && lastPush != null && !at.isBefore(lastPush)) {
                given.add(new Given(user, approval.user().username(), at));
            }
        }
        return given;
    }
}
