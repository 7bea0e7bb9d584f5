// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A project of which a pipeline has been read.
 *
 * @param instance the configured name of the GitLab instance
 * @param projectId GitLab's project id
 * @param path the full path when it was last read
 * @param namespace what grants are compared with: {@code <instance>/<path>}
 * @param defaultBranch absent while the repository is empty
 * @param url the project's page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KnownProject(
        String instance,
        long projectId,
        String path,
        String namespace,
        @Nullable String defaultBranch,
        String url) {
    KnownProject {
        requireNonNull(instance, "instance is null");
        requireNonNull(path, "path is null");
        requireNonNull(namespace, "namespace is null");
        requireNonNull(url, "url is null");
    }
}
