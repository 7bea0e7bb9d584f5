// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

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
import dev.portcullis.policy.execution.Schedules;
import dev.portcullis.policy.execution.Tier;
import dev.portcullis.policy.model.CiInclude;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.ProjectApprovalSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ci-config",
        description =
                "Shows the CI configuration that policies put into a pipeline, and when their schedules run next. "
                        + "Ends with 1 if the file has errors or a part of the configuration will not work as wanted.",
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

    @Option(names = "--project", defaultValue = "project", description = "full path of the project (${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String project;

    @Option(names = "--project-id", defaultValue = "1", description = "its id, for policy scopes (${DEFAULT-VALUE})")
    private long projectId;

    @Option(names = "--group", paramLabel = "PATH=ID", description = "a group above it, for policy scopes")
    private Map<String, Long> groups = Map.of();

    @Option(names = "--framework", paramLabel = "ID", description = "one of its compliance frameworks")
    private List<Long> frameworks = List.of();

    @Option(names = "--default-branch", defaultValue = "main", description = "${DEFAULT-VALUE} if not given")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String defaultBranch;

    @Option(
            names = "--protected",
            paramLabel = "NAME",
            description = "a protected branch; the default one if not given")
    private List<String> protectedBranches = List.of();

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
        PolicySet policies = policies(document.policies());
        ExecutionPlan plan = InjectedConfiguration.of(policies, context(), this::file);
        List<NextRun> runs = Schedules.next(policies, project(), now == null ? Instant.now() : now);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> out.print(CiConfigReport.text(plan, runs));
            case JSON -> out.println(CiConfigReport.json(plan, runs));
        }
        return errors.isEmpty() && plan.problems().isEmpty() ? PortcullisCli.OK : PortcullisCli.FINDINGS;
    }

    private static PolicySet policies(List<Policy> all) {
        List<AppliedPolicy> applied = new ArrayList<>();
        for (Policy policy : all) {
            applied.add(new AppliedPolicy(Level.INSTANCE, "", "policy-" + (applied.size() + 1), 1, policy));
        }
        return PolicySet.of(applied);
    }

    private PipelineContext context() {
        return new PipelineContext(
                project(),
                Set.of(),
                tier,
                branch == null ? defaultBranch : branch,
                source,
                mergeTargets,
                ci == null ? CiFile.NONE : CiFile.parse(UnreadableFile.read(ci), ci.toString()),
                PipelineContext.CI_FILE);
    }

    private Project project() {
        return new Project(
                "gitlab",
                projectId,
                project,
                defaultBranch,
                protectedBranches.isEmpty() ? List.of(defaultBranch) : protectedBranches,
                Set.copyOf(frameworks),
                groups.entrySet().stream()
                        .map(group -> new Project.AncestorGroup(group.getValue(), group.getKey()))
                        .toList(),
                false,
                false,
                false,
                Map.of(),
                ProjectApprovalSettings.NONE);
    }

    private @Nullable CiFile file(CiInclude include) {
        Path path = policyCi.get(include.file() + "@" + include.project());
        return path == null ? null : CiFile.parse(UnreadableFile.read(path), path.toString());
    }
}
