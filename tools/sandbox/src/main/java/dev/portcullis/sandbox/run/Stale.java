// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deals with what an earlier {@code up} of this checkout has left running. */
final class Stale {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private Stale() {}

    /** Refuses where {@code up} runs already; ends what one that was killed has left. */
    static void clear(Home home, Progress progress) {
        Optional<RunState> earlier = RunState.read(home);
        if (earlier.isEmpty()) {
            return;
        }
        RunState state = earlier.get();
        if (state.alive()) {
            throw new RunFailure("Portcullis is running already: " + state.url() + " (process " + state.pid()
                    + "). See it with ./portcullis status, end it with ./portcullis down.");
        }
        List<Map.Entry<String, Long>> left = state.processes().entrySet().stream()
                .filter(process -> RunState.isOurs(process.getValue()))
                .toList();
        if (!left.isEmpty()) {
            progress.say("  An earlier run was killed and left "
                    + String.join(", ", left.stream().map(Map.Entry::getKey).toList()) + "; ending them.");
            left.forEach(process -> end(process.getValue()));
        }
        RunState.delete(home);
    }

    /** Asks a process to end and waits for it; ends it by force where it does not. */
    static void end(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> {
            process.destroy();
            Instant deadline = Instant.now().plus(GRACE);
            while (process.isAlive() && Instant.now().isBefore(deadline)) {
                pause();
            }
            if (process.isAlive()) {
                process.destroyForcibly();
            }
        });
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("Interrupted while waiting for a process to end", e);
        }
    }
}
