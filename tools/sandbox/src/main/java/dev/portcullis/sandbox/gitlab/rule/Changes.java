// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The {@code changes} of a merge request hook: what an attribute was and is. */
public final class Changes {
    private static final Map<String, Integer> STATES = Map.of("opened", 1, "closed", 2, "merged", 3, "locked", 4);

    private final MergeRequest mergeRequest;
    private final Map<String, @Nullable Object> before;
    private final @Nullable String updatedBefore;

    private Changes(MergeRequest mergeRequest) {
        this.mergeRequest = mergeRequest;
        this.before = attributes(mergeRequest);
        this.updatedBefore = Times.hook(mergeRequest.updatedAt);
    }

    /** To be taken before the merge request is changed. */
    public static Changes of(MergeRequest mergeRequest) {
        return new Changes(mergeRequest);
    }

    /** What changed since, each with {@code previous} and {@code current}. */
    public Map<String, @Nullable Object> made() {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        attributes(mergeRequest).forEach((name, current) -> {
            Object previous = before.get(name);
            if (!Objects.equals(previous, current)) {
                changes.put(name, Json.object("previous", previous, "current", current));
            }
        });
        if (!changes.isEmpty()) {
            changes.put(
                    "updated_at",
                    Json.object("previous", updatedBefore, "current", Times.hook(mergeRequest.updatedAt)));
        }
        return changes;
    }

    /** The number of a state in hooks. */
    public static int stateId(String state) {
        return STATES.getOrDefault(state, 1);
    }

    private static Map<String, @Nullable Object> attributes(MergeRequest mergeRequest) {
        return Json.object(
                "title",
                mergeRequest.title,
                "description",
                mergeRequest.description,
                "draft",
                mergeRequest.draft(),
                "target_branch",
                mergeRequest.targetBranch,
                "state_id",
                stateId(mergeRequest.state),
                "labels",
                List.copyOf(mergeRequest.labels),
                "assignee_ids",
                List.copyOf(mergeRequest.assigneeIds),
                "reviewer_ids",
                List.copyOf(mergeRequest.reviewerIds),
                "merge_commit_sha",
                mergeRequest.mergeCommitSha,
                "merge_user_id",
                mergeRequest.autoMergeUserId,
                "merge_when_pipeline_succeeds",
                mergeRequest.autoMerge,
                "prepared_at",
                Times.hook(mergeRequest.preparedAt),
                "last_edited_at",
                Times.hook(mergeRequest.lastEditedAt),
                "last_edited_by_id",
                mergeRequest.lastEditedById,
                "updated_by_id",
                mergeRequest.updatedById,
                "updated_at",
                Times.hook(mergeRequest.updatedAt));
    }
}
