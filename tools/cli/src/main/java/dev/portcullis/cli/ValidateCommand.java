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
import java.util.Comparator;
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

    private static final int MOST_ROUNDS = 10;

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
        List<CheckedFile> checked = new ArrayList<>();
        List<Problem> repaired = new ArrayList<>();
        int policies = 0;
        // One that cannot be read ends the command before any other is repaired.
        List<byte[]> texts = files.stream().map(UnreadableFile::read).toList();
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            PolicyDocument document = PolicyDocument.parse(texts.get(i), file.toString());
            if (fix) {
                document = repair(document, file, repaired);
            }
            policies += document.policies().size();
            List<Problem> found = new ArrayList<>(document.problems());
            found.addAll(Linter.lint(document, protectedBranches));
            found.sort(Comparator.comparingInt(problem -> problem.at().index()));
            checked.add(new CheckedFile(document.text(), found));
        }
        List<Problem> problems =
                checked.stream().flatMap(file -> file.problems().stream()).toList();
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> text(out, problems, policies, repaired);
            case JSON -> out.println(JsonReport.of(problems));
            case SARIF -> out.println(SarifReport.of(checked, PortcullisCli.version()));
        }
        boolean findings = problems.stream().anyMatch(problem -> problem.level() != Problem.Level.NOTE);
        return findings ? PortcullisCli.FINDINGS : PortcullisCli.OK;
    }

    /** A repair can bring to light what was hidden behind it, e.g. the keys of a list whose name was misspelt. */
    private static PolicyDocument repair(PolicyDocument broken, Path file, List<Problem> repaired) {
        PolicyDocument document = broken;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String text = Fixes.apply(document);
            if (text.equals(document.text())) {
                break;
            }
            document.problems().stream()
                    .filter(problem -> !problem.fix().isEmpty())
                    .forEach(repaired::add);
            document = PolicyDocument.parse(text, file.toString());
        }
        if (!document.text().equals(broken.text())) {
            UnreadableFile.write(file, document.text().getBytes(StandardCharsets.UTF_8));
        }
        return document;
    }

    private void text(PrintWriter out, List<Problem> problems, int policies, List<Problem> repaired) {
        repaired.forEach(problem -> out.println("repaired: " + problem));
        problems.forEach(out::println);
        String fixed = repaired.isEmpty() ? "" : ", " + repaired.size() + " repaired";
        out.println(counted(policies, "usable polic", "y", "ies") + ", "
                + counted(count(problems, Problem.Level.ERROR), "error", "", "s") + ", "
                + counted(count(problems, Problem.Level.WARNING), "warning", "", "s") + fixed);
        boolean fixable = problems.stream().anyMatch(problem -> !problem.fix().isEmpty());
        if (fixable) {
            out.println("Some of it can be repaired: portcullis validate --fix");
        }
    }

    private static String counted(long number, String word, String one, String many) {
        return number + " " + word + (number == 1 ? one : many);
    }

    private static long count(List<Problem> problems, Problem.Level level) {
        return problems.stream().filter(problem -> problem.level() == level).count();
    }
}
