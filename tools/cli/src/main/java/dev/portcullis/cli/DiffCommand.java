// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.diff.Change;
import dev.portcullis.policy.diff.PolicyDiff;
import dev.portcullis.policy.document.PolicyDocument;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        description = "Compares two policy files by what they mean. Ends with 1 if they differ.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "a policy file")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "a policy file")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path after;

    @Override
    public Integer call() {
        PolicyDocument old = PolicyDocument.parse(UnreadableFile.read(before), before.toString());
        PolicyDocument current = PolicyDocument.parse(UnreadableFile.read(after), after.toString());
        PrintWriter err = spec.commandLine().getErr();
        if (!old.isValid() || !current.isValid()) {
            old.problems().forEach(err::println);
            current.problems().forEach(err::println);
            err.println("Files with errors cannot be compared; see portcullis validate.");
            return PortcullisCli.USAGE;
        }
        List<Change> changes = PolicyDiff.compare(old.policies(), current.policies());
        changes.forEach(spec.commandLine().getOut()::println);
        return changes.isEmpty() ? PortcullisCli.OK : PortcullisCli.FINDINGS;
    }
}
