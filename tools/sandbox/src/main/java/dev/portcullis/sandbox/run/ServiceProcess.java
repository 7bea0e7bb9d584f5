// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts a packaged service in a process of its own, with its configuration in a file that only the user reads. */
final class ServiceProcess {
    private final Home home;

    ServiceProcess(Home home) {
        this.home = home;
    }

    Child start(String name, Map<String, String> configuration, Map<String, String> environment) {
        return start(name, name, configuration, environment);
    }

    /** The same under another name, beside the first process of the service. */
    Child start(String service, String name, Map<String, String> configuration, Map<String, String> environment) {
        Path jar = home.root().resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new RunFailure(jar + " is missing. Build it with: mvn -DskipTests package");
        }
        Path directory = home.service(name);
        StringBuilder properties = new StringBuilder();
        new TreeMap<>(configuration)
                .forEach((key, value) ->
                        properties.append(key).append('=').append(escape(value)).append('\n'));
        Home.writePrivate(directory.resolve("config/application.properties"), properties.toString());
        return Child.start(name, command(name, jar), directory, home.log(name), environment, false);
    }

    private List<String> command(String name, Path jar) {
        Path archive = home.state().resolve("cds").resolve(name + ".jsa");
        Home.createPrivate(home.state().resolve("cds"));
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                "-jar",
                jar.toString()));
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n");
    }
}
