// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One scan that has to run.
 *
 * @param template the edition of GitLab's template; absent: {@code default}
 */
public record ScanAction(
        ScanKind scan,
        @Nullable String siteProfile,
        @Nullable String scannerProfile,
        Map<String, String> variables,
        List<String> tags,
        @Nullable TemplateEdition template,
        boolean ignoreDefaultScripts) {
    public ScanAction {
        requireNonNull(scan, "scan is null");
        variables = Map.copyOf(variables);
        tags = List.copyOf(tags);
    }
}
