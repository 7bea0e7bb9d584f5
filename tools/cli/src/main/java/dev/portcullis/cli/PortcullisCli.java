// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code portcullis}. Exit codes: 0 nothing to report, 1 findings, 2 it could not be done. */
@Command(
        name = "portcullis",
        description = "Validates, tests, explains and compares security policies.",
        subcommands = {
            ValidateCommand.class,
            TestCommand.class,
            ExplainCommand.class,
            DiffCommand.class,
            CiConfigCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class PortcullisCli implements Runnable {
    /** Nothing to report. */
    static final int OK = 0;

    /** There are findings: problems, failed scenarios, differences. */
    static final int FINDINGS = 1;

    /** Wrong usage, a file that cannot be read or written, or a failure of this program. */
    static final int USAGE = 2;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(
                new PrintWriter(out, false, StandardCharsets.UTF_8),
                new PrintWriter(err, true, StandardCharsets.UTF_8),
                args);
        out.flush();
        System.exit(code);
    }

    /** Of this program; absent where it does not run from its archive. */
    static @Nullable String version() {
        return PortcullisCli.class.getPackage().getImplementationVersion();
    }

    /** Runs one command and gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new PortcullisCli());
        String version = "portcullis " + Objects.requireNonNullElse(version(), "(not released)");
        line.getCommandSpec().version(version);
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().version(version));
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Instant.class, PortcullisCli::instant);
        line.setExitCodeExceptionMapper(_ -> USAGE);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof UnreadableFile) {
                err.println(e.getMessage());
                return USAGE;
            }
            throw e;
        });
        int code = line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new CommandLine.TypeConversionException(
                    "'" + text + "' is no instant; write it as 2026-11-24T12:00:00Z");
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say which command to run.");
    }
}
