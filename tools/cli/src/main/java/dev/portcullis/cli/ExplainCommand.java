// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.counterfactual.WayOut;
import dev.portcullis.policy.counterfactual.WaysOut;
import dev.portcullis.policy.counterfactual.WaysOutSentences;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Explanation;
import dev.portcullis.policy.scenario.Scenario;
import dev.portcullis.policy.scenario.ScenarioFile;
import dev.portcullis.policy.scenario.ScenarioRunner;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description =
                "Says what is decided in the scenarios of a file, why, and what would have to change for a blocked "
                        + "merge request to pass.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a scenario file")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path file;

    @Option(names = "--scenario", paramLabel = "TEXT", description = "only scenarios whose name contains TEXT")
    private @Nullable String wanted;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ScenarioFile read = Scenarios.read(file);
        read.problems().forEach(out::println);
        if (!read.isValid()) {
            return PortcullisCli.FINDINGS;
        }
        List<Scenario> scenarios = read.scenarios().stream()
                .filter(scenario -> wanted == null || scenario.name().contains(wanted))
                .toList();
        if (scenarios.isEmpty()) {
            spec.commandLine().getErr().println("no scenario of that name in " + file);
            return PortcullisCli.USAGE;
        }
        for (Scenario scenario : scenarios) {
            Decision decision = ScenarioRunner.run(read.policies(), scenario).decision();
            LongFunction<String> names = user -> scenario.people().getOrDefault(user, "user " + user);
            Explanation explanation = new Explanation(names, read.policies());
            out.println(scenario.name());
            explanation.blockers(decision).forEach(line -> out.println("  " + line));
            List<WayOut> ways = WaysOut.of(read.policies(), scenario.snapshot(), scenario.now());
            new WaysOutSentences(names).of(ways).forEach(line -> out.println("  " + line));
            if (decision.outcome().blocks() && ways.isEmpty()) {
                out.println("  No approval or other change that was tried makes it pass; the policies have to change.");
            }
            explanation.lines(decision.trace()).forEach(line -> out.println("  " + line));
        }
        return PortcullisCli.OK;
    }
}
