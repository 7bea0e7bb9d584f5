// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A CI configuration as far as policies need to know it.
 *
 * @param stages as declared; absent: GitLab's own
 * @param globals the top-level keys that are no jobs: text, booleans, whole numbers, lists and maps
 * @param jobs by name, templates (names that start with a dot) among them, in the order of the text
 * @param problems why it cannot be read or merged, each a sentence
 */
public record CiFile(
        @Nullable List<String> stages,
        Map<String, Object> globals,
        Map<String, Map<String, Object>> jobs,
        List<String> problems) {
    /** GitLab's stages where none are declared, its edges apart. */
    static final List<String> DEFAULT_STAGES = List.of("build", "test", "deploy");

    /** No configuration at all. */
    public static final CiFile NONE = new CiFile(null, Map.of(), Map.of(), List.of());

    private static final Set<String> GLOBALS = Set.of(
            "default",
            "include",
            "stages",
            "variables",
            "workflow",
            "spec",
            "image",
            "services",
            "cache",
            "before_script",
            "after_script");

    public CiFile {
        stages = stages == null ? null : List.copyOf(stages);
        globals = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(globals, "globals is null")));
        jobs = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(jobs, "jobs is null")));
        problems = List.copyOf(problems);
    }

    /**
     * Reads a configuration; any bytes give one, with problems where it cannot be read.
     *
     * @param name of the file, for messages
     */
    public static CiFile parse(byte[] bytes, String name) {
        YamlText yaml = YamlText.read(bytes);
        List<String> problems = new ArrayList<>();
        yaml.errors()
                .forEach(error -> problems.add(
                        name + ":" + error.at().line() + ": " + error.message() + "; " + error.suggestion()));
        if (!(yaml.root() instanceof YamlNode.Mapping root)) {
            if (yaml.root() != null) {
                problems.add(name + ": a CI configuration is a map");
            }
            return new CiFile(null, Map.of(), Map.of(), problems);
        }
        Map<String, Object> globals = new LinkedHashMap<>();
        Map<String, Map<String, Object>> jobs = new LinkedHashMap<>();
        for (YamlNode.Entry entry : root.entries()) {
            String key = entry.key().text();
            if (!GLOBALS.contains(key) && entry.value() instanceof YamlNode.Mapping job) {
                jobs.put(key, CiTree.map(job, yaml.text()));
            } else {
                globals.put(key, CiTree.value(entry.value(), yaml.text()));
            }
        }
        CiReferences references = new CiReferences(name, globals, jobs, problems);
        Map<String, Object> globalsAsMeant = references.follow(globals);
        Map<String, Map<String, Object>> jobsAsMeant = new LinkedHashMap<>();
        jobs.forEach((job, tree) -> jobsAsMeant.put(job, references.follow(tree)));
        return new CiFile(stages(globalsAsMeant.get("stages")), globalsAsMeant, jobsAsMeant, problems);
    }

    /** The stages in order, without GitLab's edges {@code .pre} and {@code .post}. */
    List<String> middleStages() {
        return stages == null
                ? DEFAULT_STAGES
                : stages.stream().filter(stage -> !Stages.EDGES.contains(stage)).toList();
    }

    /** The jobs that can run. */
    Map<String, Map<String, Object>> runnable() {
        Map<String, Map<String, Object>> runnable = new LinkedHashMap<>(jobs);
        runnable.keySet().removeIf(name -> name.startsWith("."));
        return runnable;
    }

    /** Whether there are jobs, and all of them in the stages before and after all others. */
    boolean runsAtEdgesOnly() {
        Map<String, Map<String, Object>> runnable = runnable();
        return !runnable.isEmpty()
                && runnable.values().stream().map(this::stage).allMatch(Stages.EDGES::contains);
    }

    /** The stage of a job, looked up in what it extends; {@code test} where nothing states one. */
    String stage(Map<String, Object> job) {
        return whole(job).get("stage") instanceof String stage ? stage : "test";
    }

    /** A job with what it extends. */
    Map<String, Object> whole(Map<String, Object> job) {
        return new JobTemplates(jobs).whole(job);
    }

    /** Variables for every job, by name. */
    Map<String, String> variables() {
        return variables(globals.get("variables"));
    }

    /** Variables as a file or a job states them, those that are described by their values. */
    static Map<String, String> variables(@Nullable Object stated) {
        Map<String, String> variables = new TreeMap<>();
        if (stated instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                Object plain = value instanceof Map<?, ?> described ? described.get("value") : value;
                if (plain != null) {
                    variables.put(String.valueOf(name), String.valueOf(plain));
                }
            });
        }
        return variables;
    }

    private static @Nullable List<String> stages(@Nullable Object declared) {
        return declared instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : null;
    }
}
