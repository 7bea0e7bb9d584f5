// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows the ends of the logs. */
final class Logs {
    private static final int LINES = 200;

    private final Home home;
    private final PrintStream out;

    Logs(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    int run(Optional<String> service) throws IOException {
        if (!Files.isDirectory(home.logs())) {
            throw new RunFailure("There are no logs yet. Start Portcullis with ./portcullis up.");
        }
        List<String> names = names();
        if (service.isPresent() && !names.contains(service.get())) {
            throw new RunFailure("There is no log of " + service.get() + ". There are: " + String.join(", ", names));
        }
        for (String name : service.map(List::of).orElse(names)) {
            out.println("== " + home.log(name));
            List<String> lines = Files.readAllLines(home.log(name));
            lines.subList(Math.max(0, lines.size() - LINES), lines.size()).forEach(out::println);
        }
        return 0;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(home.logs())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .toList();
        }
    }
}
