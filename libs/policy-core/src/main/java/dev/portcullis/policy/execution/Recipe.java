// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.TemplateEdition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A way to run a scan.
 *
 * @param provider whose scanner it is, for people
 * @param tier the lowest on which it works
 * @param edition the only template edition that it is for; absent: every other
 * @param rulesetsFrom the lowest tier on which it takes custom rules from a repository
 */
record Recipe(String provider, Tier tier, @Nullable TemplateEdition edition, Tier rulesetsFrom, List<Job> jobs) {
    Recipe {
        requireNonNull(provider, "provider is null");
        requireNonNull(tier, "tier is null");
        requireNonNull(rulesetsFrom, "rulesetsFrom is null");
        jobs = List.copyOf(jobs);
    }

    boolean fits(Tier has, @Nullable TemplateEdition wanted, boolean ruleset) {
        return has.includes(tier) && (edition == null || edition == wanted) && (!ruleset || has.includes(rulesetsFrom));
    }

    /**
     * A job of it.
     *
     * @param analyzer what {@code SAST_EXCLUDED_ANALYZERS} and its like call it
     * @param file the report
     * @param sbom files that list components; absent: none
     * @param ruleset the variable that names custom rules, where the script needs them at hand
     * @param template the text of a file that the script needs
     * @param afterBuild whether it waits for the stages before it
     * @param profiles whether it needs GitLab's DAST profiles
     * @param exists runs only where the repository has one of these files; empty: always
     */
    record Job(
            String name,
            String analyzer,
            String image,
            ScanType report,
            String file,
            @Nullable String sbom,
            @Nullable String ruleset,
            @Nullable String template,
            boolean afterBuild,
            boolean profiles,
            List<String> exists,
            Map<String, String> variables,
            List<String> script) {
        Job {
            requireNonNull(name, "name is null");
            requireNonNull(analyzer, "analyzer is null");
            requireNonNull(image, "image is null");
            requireNonNull(report, "report is null");
            requireNonNull(file, "file is null");
            exists = List.copyOf(exists);
            variables = Map.copyOf(variables);
            script = List.copyOf(script);
        }
    }
}
