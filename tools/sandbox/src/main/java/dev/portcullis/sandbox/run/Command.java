// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that run Portcullis on one machine, as the {@code portcullis} script calls them. */
@CommandLine.Command(
        name = "portcullis",
        description = "Runs Portcullis on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Command {
    @Option(names = "--root", hidden = true, required = true, description = "The project's root directory.")
    private Path root = Path.of("");

    @Option(names = "--state", hidden = true, description = "The state directory, by default .portcullis in the root.")
    private Optional<Path> state = Optional.empty();

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Command())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Command::explain);
        System.exit(line.execute(arguments));
    }

    private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        if (failure instanceof RunFailure) {
            System.err.println("\nportcullis: " + failure.getMessage());
        } else {
            System.err.println("\nportcullis: unexpected failure: " + failure);
            failure.printStackTrace();
        }
        return 1;
    }

    private Home home() {
        return state.map(directory -> new Home(root, directory)).orElseGet(() -> new Home(root));
    }

    @CommandLine.Command(name = "up", description = "Starts everything and shows the main job on demo data.")
    int up(
            @Option(
                            names = "--port",
                            defaultValue = "8080",
                            description =
                                    "Where to listen (default: 8080); the simulated GitLab listens on the next one.")
                    int port,
            @Option(names = "--no-demo", description = "Start without playing the demo story.") boolean noDemo,
            @Option(names = "--gitlab-url", description = "A real GitLab in place of the simulated one.")
                    Optional<String> gitLabUrl,
            @Option(names = "--gitlab-token-file", description = "The file with the access token of its bot user.")
                    Optional<Path> tokenFile,
            @Option(names = "--kafka", description = "A broker of your own, HOST:PORT.") Optional<String> kafka,
            @Option(
                            names = "--postgres",
                            description = "A PostgreSQL of your own, postgresql://USER:PASSWORD@HOST:PORT.")
                    Optional<String> postgres)
            throws Exception {
        UpOptions options = new UpOptions(port, port + 1, "", gitLabUrl, tokenFile, kafka, postgres);
        return new Up(home(), options, new Progress(System.out)).run(!noDemo && options.simulated());
    }

    @CommandLine.Command(name = "down", description = "Ends everything; the data stays.")
    int down(@Option(names = "--clean", description = "Delete the data too.") boolean clean) {
        return new Down(home(), new Progress(System.out)).run(clean);
    }

    @CommandLine.Command(name = "demo", description = "Plays the story on the simulated GitLab.")
    int demo(
            @Option(
                            names = "--report",
                            arity = "1..*",
                            description = "Reports of your own that come with a merge request.")
                    @Nullable
                    List<Path> reports,
            @Option(names = "--baseline", arity = "1..*", description = "What the target branch has.") @Nullable
                    List<Path> baseline) {
        return new Demo(home(), System.out).run(orNone(reports), orNone(baseline));
    }

    private static List<Path> orNone(@Nullable List<Path> files) {
        return files == null ? List.of() : files;
    }

    @CommandLine.Command(name = "status", description = "Says what runs and whether it is well.")
    int status() throws Exception {
        return new Status(home(), System.out).run();
    }

    @CommandLine.Command(name = "logs", description = "Shows the logs.")
    int logs(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "SERVICE",
                            description = "One of the processes; all of them if left out.")
                    Optional<String> service)
            throws Exception {
        return new Logs(home(), System.out).run(service);
    }
}
