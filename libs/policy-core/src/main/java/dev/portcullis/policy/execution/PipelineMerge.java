// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.model.CiInclude;
import dev.portcullis.policy.model.PipelineExecutionPolicy;
import dev.portcullis.policy.model.SuffixMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Merges the CI files of pipeline execution policies with the project's own configuration, or puts them in its place. */
final class PipelineMerge {
    private final PipelineContext context;
    private final Function<CiInclude, @Nullable CiFile> files;
    private final List<Map<String, Object>> includes = new ArrayList<>();
    private final Map<String, Map<String, Object>> jobs = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, Object> workflow = new LinkedHashMap<>();
    private final List<String> policies = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private List<String> stages = List.of();

    PipelineMerge(PipelineContext context, Function<CiInclude, @Nullable CiFile> files) {
        this.context = context;
        this.files = files;
    }

    void add(PolicySet set) {
        List<ReachingPolicy> reaching = ReachingPolicy.of(set, context);
        List<ReachingPolicy> overriding =
                reaching.stream().filter(ReachingPolicy::overrides).toList();
        if (overriding.isEmpty()) {
            includes.add(project());
            names.addAll(context.ci().jobs().keySet());
            stages = context.ci().middleStages();
            checkReserved();
        }
        overriding.forEach(this::add);
        reaching.stream().filter(policy -> !policy.overrides()).forEach(this::add);
        if (stages.isEmpty()) {
            stages = CiFile.DEFAULT_STAGES;
        }
        PolicyGate.close(jobs);
        if (overriding.isEmpty()) {
            problems.addAll(PolicyGate.problems(context.ci(), jobs));
        }
    }

    List<Map<String, Object>> includes() {
        return includes;
    }

    Map<String, Map<String, Object>> jobs() {
        return jobs;
    }

    /** The names that are taken, the project's own among them. */
    Set<String> names() {
        return names;
    }

    List<String> stages() {
        return stages;
    }

    /** The stages between those that only policies use, where there are such policies. */
    List<String> framed(List<String> middle) {
        if (policies.isEmpty()) {
            return middle;
        }
        List<String> framed = new ArrayList<>(List.of(Stages.POLICY_PRE));
        framed.addAll(middle);
        framed.add(Stages.POLICY_POST);
        return framed;
    }

    Map<String, Object> workflow() {
        return workflow;
    }

    List<String> policies() {
        return policies;
    }

    List<String> problems() {
        return problems;
    }

    /** The project's own file, if there is one, at the pipeline's commit. */
    private Map<String, Object> project() {
        Map<String, Object> include = new LinkedHashMap<>();
        include.put("project", "$CI_PROJECT_PATH");
        include.put("ref", "$CI_COMMIT_SHA");
        include.put("file", context.ciFile());
        Map<String, Object> exists = new LinkedHashMap<>();
        exists.put("paths", List.of(context.ciFile()));
        exists.put("project", "$CI_PROJECT_PATH");
        exists.put("ref", "$CI_COMMIT_SHA");
        include.put("rules", List.of(Map.of("exists", exists)));
        return include;
    }

    private void checkReserved() {
        context.ci().runnable().forEach((name, job) -> {
            String stage = context.ci().stage(job);
            if (Stages.isReserved(stage)) {
                problems.add(
                        "the project's job " + name + " is in the stage " + stage + ", which only policies may use");
            }
        });
    }

    private void add(ReachingPolicy reaching) {
        PipelineExecutionPolicy policy = reaching.policy();
        CiInclude content = policy.content();
        CiFile file = files.apply(content);
        if (file == null || !file.problems().isEmpty()) {
            policies.add(policy.name());
            includes.add(include(content));
            String why = file == null ? "its CI file is not at hand" : String.join("; ", file.problems());
            problem(policy, why + ": the file is included as it is, and its names are not kept apart");
            return;
        }
        Map<String, Map<String, Object>> own = file.runnable();
        if (file.runsAtEdgesOnly()) {
            problem(policy, "all of its jobs are in .pre or .post; GitLab takes it for empty, and it adds nothing");
            return;
        }
        policies.add(policy.name());
        order(policy, file, own);
        nested(content, file);
        if (reaching.overrides()
                && workflow.isEmpty()
                && file.globals().get("workflow") instanceof Map<?, ?> map
                && map.get("name") instanceof String name) {
            workflow.put("name", name);
        }
        PolicyJobs compiled = new PolicyJobs(file, policy.variablesOverride());
        Map<String, Map<String, Object>> fresh = compiled.compile();
        compiled.problems().stream().distinct().forEach(why -> problem(policy, why));
        put(reaching, fresh);
    }

    private void put(ReachingPolicy reaching, Map<String, Map<String, Object>> fresh) {
        Map<String, String> renamed = new LinkedHashMap<>();
        for (String name : fresh.keySet()) {
            boolean taken = names.contains(name);
            if (taken && reaching.policy().suffix() == SuffixMode.NEVER) {
                problem(reaching.policy(), "the job name " + name + " is taken, and the policy lets none be renamed");
            }
            renamed.put(
                    name, taken && reaching.policy().suffix() != SuffixMode.NEVER ? name + reaching.suffix() : name);
        }
        fresh.forEach((name, job) -> {
            String as = renamed.getOrDefault(name, name);
            names.add(as);
            jobs.put(as, JobNames.rename(job, renamed));
        });
    }

    private void order(PipelineExecutionPolicy policy, CiFile file, Map<String, Map<String, Object>> own) {
        List<String> used = own.values().stream().map(file::stage).distinct().toList();
        List<String> wanted = file.stages() == null
                ? CiFile.DEFAULT_STAGES.stream().filter(used::contains).toList()
                : file.middleStages().stream()
                        .filter(stage -> !Stages.isEdge(stage))
                        .toList();
        for (String stage : used) {
            if (!Stages.isEdge(stage) && !wanted.contains(stage)) {
                problem(policy, "the stage " + stage + " is not among those that its file declares");
            }
        }
        Optional<List<String>> merged = Stages.merge(List.of(stages, wanted));
        if (merged.isEmpty()) {
            problem(
                    policy,
                    "cyclic dependencies detected when enforcing policies: " + wanted + " contradicts " + stages);
            Set<String> all = new LinkedHashSet<>(stages);
            all.addAll(wanted);
            stages = List.copyOf(all);
        } else {
            stages = merged.get();
        }
    }

    /** What the policy's file includes; its own repository's files are named by their project. */
    private void nested(CiInclude content, CiFile file) {
        Object include = file.globals().get("include");
        List<?> all = include instanceof List<?> list ? list : include == null ? List.of() : List.of(include);
        for (Object one : all) {
            Map<String, Object> entry = new LinkedHashMap<>();
            if (one instanceof Map<?, ?> map) {
                map.forEach((key, value) -> entry.put(String.valueOf(key), value));
            } else {
                entry.put(String.valueOf(one).startsWith("https://") ? "remote" : "local", one);
            }
            Object local = entry.remove("local");
            if (local != null) {
                entry.putAll(include(new CiInclude(content.project(), String.valueOf(local), content.ref())));
            }
            includes.add(entry);
        }
    }

    /** The entry under {@code include} for a CI file. */
    static Map<String, Object> include(CiInclude content) {
        Map<String, Object> include = new LinkedHashMap<>();
        include.put("project", content.project());
        if (content.ref() != null) {
            include.put("ref", content.ref());
        }
        include.put("file", content.file());
        return include;
    }

    private void problem(PipelineExecutionPolicy policy, String why) {
        problems.add("‘" + policy.name() + "’: " + why);
    }
}
