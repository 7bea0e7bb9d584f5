// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project. Settings are absent where the token may not read them.
 *
 * @param defaultBranch absent while the repository is empty
 * @param complianceFrameworks names, Premium
 */
public record Project(
        long id,
        String name,
        String pathWithNamespace,
        @Nullable String defaultBranch,
        String webUrl,
        @Nullable String visibility,
        boolean archived,
        Namespace namespace,
        @Nullable Boolean onlyAllowMergeIfPipelineSucceeds,
        @Nullable Boolean allowMergeOnSkippedPipeline,
        @Nullable Boolean onlyAllowMergeIfAllDiscussionsAreResolved,
        @Nullable Boolean onlyAllowMergeIfAllStatusChecksPassed,
        @Nullable String mergeMethod,
        @Nullable String ciConfigPath,
        List<String> complianceFrameworks,
        List<String> topics) {
    public Project {
        requireNonNull(name, "name is null");
        requireNonNull(pathWithNamespace, "pathWithNamespace is null");
        requireNonNull(webUrl, "webUrl is null");
        requireNonNull(namespace, "namespace is null");
        complianceFrameworks = List.copyOf(complianceFrameworks);
        topics = List.copyOf(topics);
    }
}
