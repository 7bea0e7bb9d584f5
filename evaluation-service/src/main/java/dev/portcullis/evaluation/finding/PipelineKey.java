// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

/**
 * A pipeline of one of the GitLab instances.
 *
 * @param instance the configured name of the GitLab instance
 * @param projectId the project it ran in
 * @param pipelineId GitLab's pipeline id
 */
public record PipelineKey(String instance, long projectId, long pipelineId) {
    public PipelineKey {
        requireNonNull(instance, "instance is null");
    }

    /** The key of its work rows: {@code <instance>:<project id>:<pipeline id>}. */
    public String text() {
        return instance + ":" + projectId + ":" + pipelineId;
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException where the text is not such a key
     */
    public static PipelineKey parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("'" + text + "' is not <instance>:<project id>:<pipeline id>");
        }
        return new PipelineKey(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
