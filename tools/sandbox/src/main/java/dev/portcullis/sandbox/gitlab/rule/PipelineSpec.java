// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline to be made.
 *
 * @param ref a branch or tag, or {@code refs/merge-requests/N/head} (detached) or {@code …/merge} (merged results)
 * @param mergeRequest for a merge request pipeline
 * @param sourceSha for merged results
 */
public record PipelineSpec(
        Project project,
        String ref,
        String sha,
        String source,
        boolean tag,
        @Nullable String name,
        @Nullable User user,
        @Nullable MergeRequest mergeRequest,
        @Nullable String sourceSha,
        @Nullable String targetSha,
        Map<String, String> variables,
        List<JobSpec> jobs) {}
