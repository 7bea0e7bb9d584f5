// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.decision.Explanation;
import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.scenario.ScenarioFile;
import dev.portcullis.policy.scenario.ScenarioResult;
import dev.portcullis.policy.scenario.ScenarioRunner;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        description = "Runs scenario files. Ends with 1 if a scenario or a file fails.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "scenario files")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private List<Path> files;

    @Option(names = "--junit", paramLabel = "FILE", description = "also write the results as JUnit XML")
    private @Nullable Path junit;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<JunitReport.Suite> suites = new ArrayList<>();
        int passed = 0;
        int failed = 0;
        for (Path path : files) {
            ScenarioFile file = Scenarios.read(path);
            List<Problem> errors = file.problems().stream()
                    .filter(problem -> problem.level() == Problem.Level.ERROR)
                    .toList();
            file.problems().stream()
                    .filter(problem -> problem.level() != Problem.Level.NOTE)
                    .forEach(out::println);
            List<ScenarioResult> results = errors.isEmpty() ? ScenarioRunner.run(file) : List.of();
            failed += errors.isEmpty() ? 0 : 1;
            for (ScenarioResult result : results) {
                passed += result.passed() ? 1 : 0;
                failed += result.passed() ? 0 : 1;
                report(out, path, result);
            }
            suites.add(new JunitReport.Suite(path.toString(), results, errors));
        }
        out.println(passed + " passed, " + failed + " failed");
        if (junit != null) {
            UnreadableFile.write(junit, JunitReport.write(suites).getBytes(StandardCharsets.UTF_8));
        }
        return failed == 0 ? PortcullisCli.OK : PortcullisCli.FINDINGS;
    }

    private static void report(PrintWriter out, Path path, ScenarioResult result) {
        if (result.passed()) {
            return;
        }
        out.println(path + ":" + result.scenario().at().line() + ": "
                + result.scenario().name());
        result.differences().forEach(difference -> out.println("    " + difference));
        Explanation explanation =
                new Explanation(user -> result.scenario().people().getOrDefault(user, "user " + user));
        explanation.lines(result.decision().trace()).forEach(line -> out.println("      " + line));
    }
}
