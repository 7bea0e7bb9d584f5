// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code portcullis} script on a machine that lacks something, in a checkout where nothing is built. */
class FrontDoorTest {
    private static final List<String> TOOLS =
            List.of("bash", "dirname", "readlink", "sed", "head", "find", "df", "awk", "mktemp", "mkdir", "cat");

    @TempDir
    Path directory;

    private Path checkout;
    private Path path;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectory(directory.resolve("checkout"));
        path = Files.createDirectory(directory.resolve("bin"));
        Files.copy(script(), checkout.resolve("portcullis"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(path.resolve(tool), find(tool));
        }
    }

    @Test
    void withoutAJdkItSaysWhatToInstall() throws Exception {
        Path script = checkout.resolve("portcullis");
        Files.writeString(script, Files.readString(script).replace("want=25", "want=999"));

        assertThat(run("up"))
                .isEqualTo(
                        new Outcome(
                                1,
                                "portcullis: needs a JDK 999 or newer and found none in JAVA_HOME, PATH,"
                                        + " /usr/lib/jvm or SDKMAN.\n  Install one (Debian: apt install temurin-25-jdk from"
                                        + " adoptium.net; macOS: brew install --cask temurin; any: sdk install java 25-tem).\n"));
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        for (String command : List.of("up", "test")) {
            Outcome outcome = run(command);

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.printed()).contains("needs Maven 3.8 or newer and found no mvn. Install it");
        }
    }

    @Test
    void aPolicyCommandThatCannotRunHasNoFindings() throws Exception {
        Outcome outcome = run("validate");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.printed()).contains("needs Maven 3.8 or newer and found no mvn. Install it");
    }

    @Test
    void aPolicyCommandRunsWhereItIsCalledAndPrintsNothingButItsOwn() throws Exception {
        tool("mvn", "exit 0");
        tool("tee", "exec " + find("tee") + " \"$@\"");
        tool("mv", "exec " + find("mv") + " \"$@\"");
        Path jdk = Files.createDirectories(directory.resolve("jdk").resolve("bin"));
        tool(jdk.resolve("java"), "echo \"$PWD: ${*: -3}\"");
        tool(jdk.resolve("javac"), "exit 0");
        Files.writeString(directory.resolve("jdk").resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");

        ProcessBuilder builder = new ProcessBuilder(
                        find("bash").toString(), "checkout/portcullis", "validate", "policy.yml")
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Outcome outcome = run(builder, jdk.getParent());

        assertThat(outcome)
                .isEqualTo(new Outcome(
                        0,
                        directory.toRealPath() + ": " + checkout.toRealPath()
                                + "/tools/cli/target/portcullis-cli.jar validate policy.yml\n"));
    }

    @Test
    void aFullDiskIsSaidBeforeAnythingIsBuilt() throws Exception {
        tool("mvn", "echo built; exit 1");
        tool("df", "printf 'Filesystem 1M-blocks Used Available Capacity Mounted\\n/dev/x 1000 988 12 99%% /\\n'");

        Outcome outcome = run("up");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.printed())
                .contains("only 12 MB are free on the disk of " + checkout.toRealPath())
                .contains("this needs 2000 MB. Make room and try again.")
                .doesNotContain("Building");
    }

    @Test
    void aFailedBuildShowsItsErrorsAndWhereTheWholeLogIs() throws Exception {
        tool("tee", "exec " + find("tee") + " \"$@\"");
        tool("rm", "exec " + find("rm") + " \"$@\"");
        tool("grep", "exec " + find("grep") + " \"$@\"");
        tool("mvn", "echo '[INFO] Building Portcullis contracts 0.1.0-SNAPSHOT'; echo '[ERROR] no such thing'; exit 1");

        Outcome outcome = run("up");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.printed())
                .contains("[ERROR] no such thing")
                .contains("the build failed. The whole log: ")
                .contains(".portcullis/logs/build.log");
    }

    @Test
    void anUnknownCommandShowsThoseThatThereAre() throws Exception {
        Outcome outcome = run("upp");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.printed()).contains("./portcullis up", "there is no command 'upp'.");
    }

    private void tool(String name, String body) throws IOException {
        tool(path.resolve(name), body);
    }

    private static void tool(Path file, String body) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, "#!" + find("bash") + "\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Outcome run(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        new ArrayList<>(List.of(find("bash").toString(), "portcullis", command)))
                .directory(checkout.toFile())
                .redirectErrorStream(true);
        return run(builder, Path.of(System.getProperty("java.home")));
    }

    private Outcome run(ProcessBuilder builder, Path jdk) throws Exception {
        builder.environment().put("PATH", path.toString());
        builder.environment().put("JAVA_HOME", jdk.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), printed);
    }

    private static Path script() {
        return Path.of(System.getProperty("portcullis.root"), "portcullis");
    }

    private static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(tool + " is not on the PATH"));
    }

    /** How a command ended, and all that it printed. */
    private record Outcome(int exitCode, String printed) {}
}
