// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.mergerequest;

import static java.util.Objects.requireNonNull;

/**
 * A merge request of one of the GitLab instances.
 *
 * @param instance the configured name of the GitLab instance
 * @param projectId the target project
 * @param iid the number in the target project
 */
public record MergeRequestKey(String instance, long projectId, long iid) {
    public MergeRequestKey {
        requireNonNull(instance, "instance is null");
    }

    /** The key of its work rows: {@code <instance>:<project id>:<iid>}. */
    public String text() {
        return instance + ":" + projectId + ":" + iid;
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException where the text is not such a key
     */
    public static MergeRequestKey parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("'" + text + "' is not <instance>:<project id>:<iid>");
        }
        return new MergeRequestKey(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
