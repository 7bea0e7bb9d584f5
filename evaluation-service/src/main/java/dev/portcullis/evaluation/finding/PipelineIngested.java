// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

/**
 * What is known of a pipeline's scans has changed.
 *
 * @param pipeline which one
 * @param sha the commit it ran on
 * @param ref the branch or tag, or {@code refs/merge-requests/…}
 * @param projectPath the project's full path
 * @param merged whether findings that other scans have too were found to be one
 */
record PipelineIngested(PipelineKey pipeline, String sha, String ref, String projectPath, boolean merged) {
    public PipelineIngested {
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(sha, "sha is null");
        requireNonNull(ref, "ref is null");
        requireNonNull(projectPath, "projectPath is null");
    }

    /** The grant namespace of its project. */
    String namespace() {
        return pipeline.instance() + "/" + projectPath;
    }
}
