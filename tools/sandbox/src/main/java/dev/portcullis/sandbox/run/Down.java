// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends what {@code up} has started. */
final class Down {
    private final Home home;
    private final Progress progress;

    Down(Home home, Progress progress) {
        this.home = home;
        this.progress = progress;
    }

    int run(boolean clean) {
        Optional<RunState> state = RunState.read(home);
        if (state.isEmpty()) {
            progress.say("Nothing is running.");
        } else {
            if (state.get().alive()) {
                progress.say("Ending Portcullis (process " + state.get().pid() + ") …");
                Stale.end(state.get().pid());
            }
            Stale.clear(home, progress);
            progress.say("Portcullis is down; its data stays in " + home.data() + ".");
        }
        if (clean) {
            delete(home.data());
            delete(home.state().resolve("run"));
            delete(home.secrets());
            progress.say("Its data is deleted.");
        }
        return 0;
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
