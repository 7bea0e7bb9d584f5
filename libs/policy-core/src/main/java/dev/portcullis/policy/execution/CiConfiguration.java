// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.document.YamlPrinter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CI configuration. Values are text, booleans, whole numbers, lists and maps.
 *
 * @param includes what it includes, in order
 * @param stages in order, without GitLab's edges
 * @param workflow when pipelines run and what they are called; empty: not said
 * @param jobs by name, in order
 */
public record CiConfiguration(
        List<Map<String, Object>> includes,
        List<String> stages,
        Map<String, Object> workflow,
        Map<String, Map<String, Object>> jobs) {
    public CiConfiguration {
        includes = List.copyOf(includes);
        stages = List.copyOf(stages);
        workflow = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(workflow, "workflow is null")));
        jobs = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(jobs, "jobs is null")));
    }

    /** As a tree, in the order in which it is written. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!includes.isEmpty()) {
            tree.put("include", includes);
        }
        if (!stages.isEmpty()) {
            tree.put("stages", stages);
        }
        if (!workflow.isEmpty()) {
            tree.put("workflow", workflow);
        }
        tree.putAll(jobs);
        return tree;
    }

    /** As YAML; the same configuration gives the same text. */
    public String yaml() {
        Map<String, Object> tree = tree();
        return tree.isEmpty() ? "{}\n" : YamlPrinter.print(tree);
    }
}
