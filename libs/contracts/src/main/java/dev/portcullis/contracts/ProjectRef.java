// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

/**
 * A project of one of the GitLab instances that Portcullis serves.
 *
 * @param instance the configured name of the GitLab instance
 * @param projectId GitLab's numeric project id, unique within the instance
 * @param path the full path at the time of the event, for people; it can change, the id cannot
 */
public record ProjectRef(String instance, long projectId, String path) {
    public ProjectRef {
        requireNonNull(instance, "instance is null");
        requireNonNull(path, "path is null");
    }

    /** The Kafka key of events about this project: {@code <instance>:<project id>}. */
    public String key() {
        return instance + ":" + projectId;
    }
}
