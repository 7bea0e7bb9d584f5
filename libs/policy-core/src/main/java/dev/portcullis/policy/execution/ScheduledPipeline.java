// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.BranchException;
import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.BranchType;
import dev.portcullis.policy.model.CiInclude;
import dev.portcullis.policy.model.PipelineSchedulePolicy;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.model.ScanRule;
import dev.portcullis.policy.snapshot.Project;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What starts when a schedule of a policy is due: a pipeline on each of its branches.
 *
 * @param branches names and wildcards; {@code *} is every branch
 * @param exceptions names and wildcards of branches that are left out
 * @param agent the agent that scans its cluster by itself; absent: a pipeline runs. With an agent there are no branches
 *     and the plan is empty
 * @param plan what the pipeline runs, nothing of the project's own among it
 * @param jobs the names of its jobs; empty where the CI file that it includes is not at hand
 */
public record ScheduledPipeline(
        List<String> branches,
        List<String> exceptions,
        @Nullable String agent,
        ExecutionPlan plan,
        List<String> jobs) {
    private static final ExecutionPlan NOTHING = new ExecutionPlan(
            List.of(), List.of(), new CiConfiguration(List.of(), List.of(), Map.of(), Map.of()), List.of());

    public ScheduledPipeline {
        branches = List.copyOf(branches);
        exceptions = List.copyOf(exceptions);
        requireNonNull(plan, "plan is null");
        jobs = List.copyOf(jobs);
    }

    /**
     * What a schedule starts in a project that its policy reaches.
     *
     * @param schedule its place among the policy's rules or schedules, from 0, as {@link NextRun} tells it
     * @param firstRun whether it never ran before: then secrets are searched for in the whole history
     * @param files gives the CI configuration that a policy includes, or null where it is not at hand
     * @throws IllegalArgumentException if the policy has no schedule there
     */
    public static ScheduledPipeline of(
            Policy policy,
            int schedule,
            Project project,
            Tier tier,
            boolean firstRun,
            Function<CiInclude, @Nullable CiFile> files) {
        return switch (policy) {
            case ScanExecutionPolicy scans
            when scans.rules().get(schedule) instanceof ScanRule.OnSchedule rule ->
                switch (rule.target()) {
                    case ScanRule.OnBranches(BranchSelector selector) -> {
                        ExecutionPlan plan = InjectedConfiguration.scheduled(ScanExecution.of(scans), tier, firstRun);
                        yield new ScheduledPipeline(
                                branches(selector.branches(), project),
                                exceptions(selector.exceptions(), project),
                                null,
                                plan,
                                List.copyOf(plan.configuration().jobs().keySet()));
                    }
                    case ScanRule.InCluster(String agent, List<String> _) ->
                        new ScheduledPipeline(List.of(), List.of(), agent, NOTHING, List.of());
                };
            case PipelineSchedulePolicy pipeline -> {
                List<String> named = pipeline.schedules().get(schedule).branches();
                CiFile file = files.apply(pipeline.content());
                yield new ScheduledPipeline(
                        named.isEmpty() ? List.of(project.defaultBranch()) : named,
                        List.of(),
                        null,
                        InjectedConfiguration.scheduled(pipeline, file),
                        file == null ? List.of() : List.copyOf(file.runnable().keySet()));
            }
            default -> throw new IllegalArgumentException("‘" + policy.name() + "’ has no schedule " + schedule);
        };
    }

    private static List<String> branches(BranchSelector.Branches branches, Project project) {
        return switch (branches) {
            case BranchSelector.Named(List<String> patterns) -> patterns.isEmpty() ? List.of("*") : patterns;
            case BranchSelector.OfType(BranchType type) ->
                switch (type) {
                    case ALL -> List.of("*");
                    case DEFAULT -> List.of(project.defaultBranch());
                    case PROTECTED -> project.protectedBranches();
                    // The parser keeps these for rules in pipelines.
                    case TARGET_DEFAULT, TARGET_PROTECTED -> List.of();
                };
        };
    }

    private static List<String> exceptions(List<BranchException> exceptions, Project project) {
        return exceptions.stream()
                .filter(one -> one.fullPath() == null || one.fullPath().equals(project.path()))
                .map(BranchException::name)
                .toList();
    }
}
