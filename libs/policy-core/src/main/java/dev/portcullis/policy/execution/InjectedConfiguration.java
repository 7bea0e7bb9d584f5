// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.model.CiInclude;
import dev.portcullis.policy.model.PipelineExecutionPolicy;
import dev.portcullis.policy.model.PipelineSchedulePolicy;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The CI configuration that policies put in the place of a project's own. */
public final class InjectedConfiguration {
    private InjectedConfiguration() {}

    /**
     * What has to run in a pipeline: the project's own configuration, what pipeline execution policies add to it or put
     * in its place, and the required scans.
     *
     * @param files gives the CI configuration that a policy includes, or null where it is not at hand; it is then
     *     included as it is, without isolation, and a problem says so
     */
    public static ExecutionPlan of(
            PolicySet policies, PipelineContext context, Function<CiInclude, @Nullable CiFile> files) {
        PipelineMerge merge = new PipelineMerge(context, files);
        merge.add(policies);
        Set<String> taken = new LinkedHashSet<>(merge.names());
        ScanJobs scans = new ScanJobs(
                context.tier(), merge.stages(), taken, PolicyGate.needs(merge.jobs()), false, context.dastProfiles());
        scans.add(ScanExecution.required(policies, context));
        Map<String, Map<String, Object>> jobs = new LinkedHashMap<>(merge.jobs());
        jobs.putAll(scans.jobs());
        List<String> problems = new ArrayList<>(context.ci().problems());
        problems.addAll(merge.problems());
        problems.addAll(scans.problems());
        problems.addAll(doubts(policies, context));
        List<String> stages = Stages.withScans(merge.stages(), scans.neededStages());
        CiConfiguration configuration =
                new CiConfiguration(merge.includes(), merge.framed(stages), merge.workflow(), jobs);
        return new ExecutionPlan(scans.planned(), merge.policies(), configuration, problems);
    }

    private static List<String> doubts(PolicySet policies, PipelineContext context) {
        return policies.of(context.project()).stream()
                .map(AppliedPolicy::policy)
                .filter(policy -> policy instanceof PipelineExecutionPolicy
                        || (policy instanceof ScanExecutionPolicy scans && ScanExecution.reaches(scans, context)))
                .filter(context::isDoubtful)
                .map(policy -> "‘" + policy.name() + "’: it is not known whether its scope holds the project, whose"
                        + " compliance frameworks or security attributes could not be obtained; it counts as if it did")
                .toList();
    }

    /**
     * What runs when a schedule of a scan execution policy is due: its scans and nothing of the project's.
     *
     * @param firstRun whether the schedule never ran before: then secrets are searched for in the whole history
     */
    public static ExecutionPlan scheduled(List<RequiredScan> scans, Tier tier, boolean firstRun) {
        ScanJobs jobs = new ScanJobs(tier, List.of("test"), Set.of(), List.of(), firstRun, null);
        jobs.add(scans);
        CiConfiguration configuration = new CiConfiguration(
                List.of(), Stages.withScans(List.of("test"), jobs.neededStages()), Map.of(), jobs.jobs());
        return new ExecutionPlan(jobs.planned(), List.of(), configuration, jobs.problems());
    }

    /**
     * What runs when a schedule of a pipeline execution schedule policy is due: its CI file and nothing of the project's.
     *
     * @param file the CI file; absent: not at hand, so that nothing is known to be wrong with it
     */
    public static ExecutionPlan scheduled(PipelineSchedulePolicy policy, @Nullable CiFile file) {
        List<String> problems = new ArrayList<>();
        // What a file includes can hold what seems to be missing.
        if (file != null && !file.globals().containsKey("include")) {
            problems.addAll(file.problems());
            if (file.runsAtEdgesOnly()) {
                problems.add("all of its jobs are in .pre or .post; GitLab takes it for empty, and starts no pipeline");
            }
        }
        CiConfiguration configuration =
                new CiConfiguration(List.of(PipelineMerge.include(policy.content())), List.of(), Map.of(), Map.of());
        return new ExecutionPlan(
                List.of(),
                List.of(policy.name()),
                configuration,
                problems.stream()
                        .map(problem -> "‘" + policy.name() + "’: " + problem)
                        .toList());
    }
}
