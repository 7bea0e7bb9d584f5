// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.time.Duration;
import java.util.List;

/** Starts everything, shows the main job, stays until it is told to end, and leaves nothing running. */
final class Up {
    private final Home home;
    private final UpOptions options;
    private final Progress progress;
    private final long start = System.nanoTime();

    Up(Home home, UpOptions options, Progress progress) {
        this.home = home;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs until a signal or a failure.
     *
     * @param demo whether to play the story once everything is ready
     */
    int run(boolean demo) throws Exception {
        try (LocalSystem system = LocalSystem.prepare(home, options, progress)) {
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "end"));
            progress.say("Starting Portcullis in " + home.root());
            system.start();
            progress.say("Ready after " + Progress.seconds(Duration.ofNanos(System.nanoTime() - start)) + ".");
            if (demo) {
                new Demo(home, progress.out()).play(system.url(), system.gitLabUrl(), List.of(), List.of());
            }
            announce(system);
            system.awaitEnd();
            return 0;
        }
    }

    private void announce(LocalSystem system) {
        progress.say("");
        progress.say("Portcullis is up. Where to look: " + system.url()
                + " (the API's documentation, and where to sign in).");
        progress.say("Next: ./portcullis demo plays the story, ./portcullis status says how it is; Ctrl-C ends it.");
    }
}
