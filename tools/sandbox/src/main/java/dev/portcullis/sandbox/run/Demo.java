// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import dev.portcullis.sandbox.demo.Report;
import dev.portcullis.sandbox.demo.Story;
import dev.portcullis.sandbox.demo.StoryFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Plays the story on the system that runs. */
final class Demo {
    private final Home home;
    private final PrintStream out;

    Demo(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    /**
     * Plays it with the demo's own reports, or with the user's.
     *
     * @return 0 only where every step went as told
     */
    int run(List<Path> reports, List<Path> baseline) {
        Optional<RunState> running = RunState.read(home);
        if (running.isEmpty() || !running.get().alive() || !running.get().ready()) {
            throw new RunFailure("Portcullis is not running. Start it with ./portcullis up.");
        }
        RunState state = running.get();
        if (!state.simulated()) {
            throw new RunFailure("The story is told on the simulated GitLab only, and this Portcullis works for "
                    + state.gitLabUrl() + ". Start one without --gitlab-url.");
        }
        return play(state.url(), state.gitLabUrl(), reports, baseline);
    }

    /** The same on a system at the given URLs. */
    int play(String url, String gitLabUrl, List<Path> reports, List<Path> baseline) {
        try {
            String rootToken = new Secrets(home.secrets()).get("gitlab-root-token");
            Story story = Story.of(url, gitLabUrl, rootToken, out, Story.PATIENCE);
            if (reports.isEmpty() && baseline.isEmpty()) {
                story.tell();
            } else {
                story.tell(
                        reports.stream().map(Report::read).toList(),
                        baseline.stream().map(Report::read).toList());
            }
            out.println();
            out.println("The story went as told.");
            return 0;
        } catch (StoryFailure failure) {
            throw new RunFailure("The story did not go as told. " + failure.getMessage(), failure);
        }
    }
}
