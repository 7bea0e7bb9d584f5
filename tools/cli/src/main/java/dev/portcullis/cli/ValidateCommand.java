// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.document.Fixes;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.lint.Linter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        description = "Reads policy files and reports what is wrong or probably not meant. "
                + "Ends with 1 if there is an error or a warning; notes alone do not count.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        JSON,
        SARIF
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "policy files")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private List<Path> files;

    @Option(names = "--fix", description = "repair the files where that needs no decision; comments and layout stay")
    private boolean fix;

    @Option(
            names = "--protected",
            paramLabel = "NAME",
            description = "a protected branch, or a wildcard; tells rules that never apply. May be repeated")
    private List<String> protectedBranches = List.of();

    @Option(names = "--format", defaultValue = "text", description = "text, json or sarif")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Format format;

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        int policies = 0;
        int repaired = 0;
        for (Path file : files) {
            PolicyDocument document = PolicyDocument.parse(UnreadableFile.read(file), file.toString());
            if (fix
                    && document.problems().stream()
                            .anyMatch(problem -> !problem.fix().isEmpty())) {
                String text = Fixes.apply(document);
                UnreadableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
                document = PolicyDocument.parse(text, file.toString());
                repaired++;
            }
            policies += document.policies().size();
            problems.addAll(document.problems());
            problems.addAll(Linter.lint(document, protectedBranches));
        }
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> text(out, problems, policies, repaired);
            case JSON -> out.println(Reports.json(problems));
            case SARIF -> out.println(Reports.sarif(problems));
        }
        boolean findings = problems.stream().anyMatch(problem -> problem.level() != Problem.Level.NOTE);
        return findings ? PortcullisCli.FINDINGS : PortcullisCli.OK;
    }

    private void text(PrintWriter out, List<Problem> problems, int policies, int repaired) {
        problems.forEach(out::println);
        long errors = count(problems, Problem.Level.ERROR);
        long warnings = count(problems, Problem.Level.WARNING);
        String fixed = repaired > 0 ? ", " + repaired + " of " + files.size() + " files repaired" : "";
        out.println(policies + " usable policies, " + errors + " errors, " + warnings + " warnings" + fixed);
        boolean fixable = problems.stream().anyMatch(problem -> !problem.fix().isEmpty());
        if (fixable) {
            out.println("Some of it can be repaired: portcullis validate --fix");
        }
    }

    private static long count(List<Problem> problems, Problem.Level level) {
        return problems.stream().filter(problem -> problem.level() == level).count();
    }
}
