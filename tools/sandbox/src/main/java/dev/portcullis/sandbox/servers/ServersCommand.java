// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that runs {@link ServersMain} in a JVM of its own. The brokers' jars lie apart, in
 * {@code tools/sandbox/target/servers}, because they bring scala and loggers that no other process should see.
 */
public final class ServersCommand {
    private ServersCommand() {}

    /**
     * The command line, executable first. Its working directory does not matter.
     *
     * @param root the project's root directory, in which tools/sandbox has been built
     * @throws ServersFailure where it has not been built
     */
    public static List<String> of(Path root, ServersOptions options) {
        requireNonNull(options, "options is null");
        Path target = root.toAbsolutePath().resolve("tools/sandbox/target");
        Path jars = target.resolve("servers");
        Path classes = target.resolve("classes");
        if (!Files.isDirectory(jars) || !Files.isDirectory(classes)) {
            throw new ServersFailure("The jars of Kafka and PostgreSQL are not in " + jars
                    + ". Build them with: mvn -pl tools/sandbox -am process-classes");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
                "-cp",
                classes + File.pathSeparator + jars.resolve("*"),
                ServersMain.class.getName()));
        command.addAll(options.arguments());
        return List.copyOf(command);
    }
}
