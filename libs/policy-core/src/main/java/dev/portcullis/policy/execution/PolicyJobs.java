// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.model.DotenvMode;
import dev.portcullis.policy.model.VariablesOverride;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a policy's CI file, each complete in itself: what they extend, the file's defaults and variables are
 * written into them, and nothing of the project's configuration reaches them.
 */
final class PolicyJobs {
    private static final List<String> LEGACY_DEFAULTS =
            List.of("image", "services", "cache", "before_script", "after_script");

    private final CiFile file;
    private final @Nullable VariablesOverride override;
    private final JobTemplates templates;
    private final List<String> problems = new ArrayList<>();

    PolicyJobs(CiFile file, @Nullable VariablesOverride override) {
        this.file = file;
        this.override = override;
        this.templates = new JobTemplates(file.jobs());
    }

    List<String> problems() {
        return problems;
    }

    /** The jobs under their own names. */
    Map<String, Map<String, Object>> compile() {
        Map<String, Map<String, Object>> compiled = new LinkedHashMap<>();
        file.runnable().forEach((name, job) -> compiled.put(name, compile(name, job)));
        return compiled;
    }

    private Map<String, Object> compile(String name, Map<String, Object> job) {
        Map<String, Object> whole = templates.whole(job);
        if (whole.containsKey("extends")) {
            problems.add("the job " + name + " extends " + whole.get("extends") + ", which its file does not hold");
        }
        if (!whole.containsKey("trigger")) {
            // A job that starts another pipeline may not have what the defaults are about.
            defaults().forEach(whole::putIfAbsent);
        }
        whole.put("stage", file.stage(job));
        whole.put("inherit", new TreeMap<>(Map.of("default", false, "variables", false)));
        Map<String, String> variables = new TreeMap<>(file.variables());
        variables.putAll(CiFile.variables(whole.get("variables")));
        if (!variables.isEmpty()) {
            whole.put("variables", variables);
            enforce(whole, variables);
        }
        List<Map<String, Object>> rules =
                WorkflowRules.of(file.globals().get("workflow"), whole.get("rules"), problems);
        if (!rules.isEmpty()) {
            whole.put("rules", rules);
        }
        return whole;
    }

    private Map<String, Object> defaults() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        if (file.globals().get("default") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> defaults.put(String.valueOf(key), value));
        }
        for (String key : LEGACY_DEFAULTS) {
            if (file.globals().containsKey(key)) {
                defaults.putIfAbsent(key, file.globals().get(key));
            }
        }
        return defaults;
    }

    private void enforce(Map<String, Object> job, Map<String, String> variables) {
        if (!job.containsKey("script")) {
            return;
        }
        Map<String, String> enforced = new TreeMap<>(variables);
        enforced.keySet().removeIf(this::mayBeOverridden);
        List<Object> before = new ArrayList<>(Shell.exports(enforced));
        switch (job.get("before_script")) {
            case List<?> lines -> before.addAll(lines);
            case String line -> before.add(line);
            case null, default -> {}
        }
        if (!before.isEmpty()) {
            job.put("before_script", before);
        }
        if (!enforced.isEmpty() && override != null && override.dotenv() == DotenvMode.ALLOW_OVERRIDE) {
            problems.add("dotenv: allow_override is not followed: reports of other jobs do not override its variables");
        }
    }

    private boolean mayBeOverridden(String name) {
        return override != null && override.allowed() != override.exceptions().contains(name);
    }
}
