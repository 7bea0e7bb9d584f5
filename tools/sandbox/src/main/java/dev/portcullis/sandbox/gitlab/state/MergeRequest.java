// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A merge request; it belongs to its target project. */
public final class MergeRequest {
    public long id;
    public long iid;
    public long projectId;
    public long sourceProjectId;
    public String sourceBranch = "";
    public String targetBranch = "";
    public String title = "";
    public String description = "";
    public String state = "opened";
    public long authorId;
    public List<Long> assigneeIds = new ArrayList<>();
    public List<Long> reviewerIds = new ArrayList<>();
    public List<String> labels = new ArrayList<>();
    public Instant createdAt = Instant.EPOCH;
    public Instant updatedAt = Instant.EPOCH;
    public @Nullable Instant preparedAt;
    public @Nullable Instant mergedAt;
    public @Nullable Instant closedAt;
    public @Nullable Instant mergeAfter;
    public @Nullable Instant lastEditedAt;
    public @Nullable Long lastEditedById;
    public @Nullable Long updatedById;
    public @Nullable Long mergedById;
    public @Nullable Long closedById;
    public @Nullable String mergeCommitSha;
    public @Nullable String squashCommitSha;
    public @Nullable String mergeError;
    public boolean squash;
    public boolean removeSourceBranch;
    public boolean autoMerge;
    public @Nullable Long autoMergeUserId;
    public boolean checking;
    public @Nullable Long headPipelineId;
    public @Nullable Long headPipelineProjectId;
    public List<DiffVersion> versions = new ArrayList<>();
    public List<Approval> approvals = new ArrayList<>();
    public List<Discussion> discussions = new ArrayList<>();
    public Map<Long, ApprovalRule> approvalRules = new TreeMap<>();
    public boolean approvalRulesOverwritten;
    public Map<Long, StatusCheckAnswer> statusCheckAnswers = new TreeMap<>();

    /** GitLab's rule: the title begins with {@code Draft:}, {@code [Draft]} or {@code (Draft)}. */
    public boolean draft() {
        return title.matches("(?is)^\\s*(draft:|\\[draft\\]|\\(draft\\)).*");
    }

    public boolean opened() {
        return state.equals("opened");
    }

    /** The newest diff version; null while there is none, because the source branch is gone or not prepared. */
    public @Nullable DiffVersion latestVersion() {
        return versions.isEmpty() ? null : versions.getLast();
    }

    /** The head commit of the newest diff version. */
    public @Nullable String headSha() {
        DiffVersion latest = latestVersion();
        return latest == null ? null : latest.headSha();
    }

    /** True if this user approved and was not taken back. */
    public boolean approvedBy(long userId) {
        return approvals.stream().anyMatch(approval -> approval.userId() == userId);
    }
}
