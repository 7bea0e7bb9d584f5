// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.execution.CiFile;
import dev.portcullis.policy.execution.ExecutionPlan;
import dev.portcullis.policy.execution.InjectedConfiguration;
import dev.portcullis.policy.execution.NextRun;
import dev.portcullis.policy.execution.PipelineContext;
import dev.portcullis.policy.execution.ScheduledPipeline;
import dev.portcullis.policy.execution.Schedules;
import dev.portcullis.policy.execution.Tier;
import dev.portcullis.policy.model.CiInclude;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.snapshot.Project;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ci-config",
        description =
                "Shows the CI configuration that policies put into a pipeline, when their schedules run next and what "
                        + "they start. Ends with 1 if the file has errors, a part of the configuration will not work "
                        + "as wanted or a schedule never runs.",
        mixinStandardHelpOptions = true)
final class CiConfigCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a policy file")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private ProjectOptions projectOptions;

    @Option(names = "--branch", description = "the branch of the pipeline; the default one if not given")
    private @Nullable String branch;

    @Option(names = "--source", defaultValue = "push", description = "what started it (${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String source;

    @Option(names = "--merge-target", paramLabel = "NAME", description = "the target of an open merge request from it")
    private List<String> mergeTargets = List.of();

    @Option(names = "--tier", defaultValue = "free", description = "free, premium or ultimate (${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Tier tier;

    @Option(names = "--ci", paramLabel = "FILE", description = "the project's CI configuration, with all it includes")
    private @Nullable Path ci;

    @Option(
            names = "--policy-ci",
            paramLabel = "FILE@PROJECT=PATH",
            description = "where a CI file that a policy includes lies here")
    private Map<String, Path> policyCi = Map.of();

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = "show what the schedules of the policy of this name start, not a pipeline of --branch and "
                    + "--source")
    private @Nullable String schedule;

    @Option(
            names = "--first-run",
            description = "schedules never ran before: secrets are then searched for in the whole history")
    private boolean firstRun;

    @Option(names = "--now", paramLabel = "INSTANT", description = "schedules run next after this instant")
    private @Nullable Instant now;

    @Option(names = "--format", defaultValue = "text", description = "text (YAML with comments) or json")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Format format;

    @Override
    public Integer call() {
        PolicyDocument document = PolicyDocument.parse(UnreadableFile.read(file), file.toString());
        List<Problem> errors = document.problems().stream()
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .toList();
        errors.forEach(spec.commandLine().getErr()::println);
        List<AppliedPolicy> policies = applied(document.policies());
        List<ScheduledRun> runs = runs(policies);
        ExecutionPlan plan = schedule == null
                ? InjectedConfiguration.of(PolicySet.of(policies), context(), this::file)
                : started(runs);
        spec.commandLine()
                .getOut()
                .print(
                        switch (format) {
                            case TEXT ->
                                schedule == null
                                        ? CiConfigReport.pipeline(plan, runs)
                                        : CiConfigReport.schedule(plan, runs);
                            case JSON -> CiConfigReport.json(plan, runs) + System.lineSeparator();
                        });
        boolean works = plan.problems().isEmpty()
                && CiConfigReport.problems(runs).isEmpty()
                && runs.stream().allMatch(run -> run.next().problem() == null);
        return errors.isEmpty() && works ? PortcullisCli.OK : PortcullisCli.FINDINGS;
    }

    private static List<AppliedPolicy> applied(List<Policy> all) {
        List<AppliedPolicy> applied = new ArrayList<>();
        for (Policy policy : all) {
            applied.add(new AppliedPolicy(Level.INSTANCE, "", "policy-" + (applied.size() + 1), 1, policy));
        }
        return applied;
    }

    /** The schedules that reach the project; with {@code --schedule} those of that policy, of which there is one. */
    private List<ScheduledRun> runs(List<AppliedPolicy> policies) {
        Map<String, Policy> byId =
                policies.stream().collect(Collectors.toMap(AppliedPolicy::id, AppliedPolicy::policy));
        Project project = projectOptions.project();
        List<ScheduledRun> all = new ArrayList<>();
        for (NextRun next : Schedules.next(PolicySet.of(policies), project, now == null ? Instant.now() : now)) {
            Policy policy = requireNonNull(byId.get(next.id()));
            all.add(new ScheduledRun(
                    next, ScheduledPipeline.of(policy, next.schedule(), project, tier, firstRun, this::file)));
        }
        return schedule == null ? all : wanted(schedule, all);
    }

    private List<ScheduledRun> wanted(String name, List<ScheduledRun> all) {
        List<ScheduledRun> wanted =
                all.stream().filter(run -> run.next().policy().equals(name)).toList();
        long policies = wanted.stream().map(run -> run.next().id()).distinct().count();
        if (policies == 1) {
            return wanted;
        }
        String names = all.stream()
                .map(run -> "‘" + run.next().policy() + "’")
                .distinct()
                .collect(Collectors.joining(", "));
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                policies == 0
                        ? "No policy ‘" + name + "’ with a schedule reaches the project; there "
                                + (names.isEmpty() ? "is none" : "are: " + names)
                        : "There are " + policies + " policies ‘" + name + "’; give each a name of its own");
    }

    /** What the schedules of one policy start: all of them the same, but for those that leave it to an agent. */
    private static ExecutionPlan started(List<ScheduledRun> runs) {
        return runs.stream()
                .map(ScheduledRun::pipeline)
                .filter(pipeline -> pipeline.agent() == null)
                .findFirst()
                .orElseGet(() -> runs.getFirst().pipeline())
                .plan();
    }

    private PipelineContext context() {
        Project project = projectOptions.project();
        return new PipelineContext(
                project,
                Set.of(),
                tier,
                branch == null ? project.defaultBranch() : branch,
                source,
                mergeTargets,
                ci == null ? CiFile.NONE : CiFile.parse(UnreadableFile.read(ci), ci.toString()),
                PipelineContext.CI_FILE);
    }

    private @Nullable CiFile file(CiInclude include) {
        Path path = policyCi.get(include.file() + "@" + include.project());
        return path == null ? null : CiFile.parse(UnreadableFile.read(path), path.toString());
    }
}
