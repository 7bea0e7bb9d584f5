// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import java.io.PrintStream;
import java.util.Optional;

/** Tells the story: one numbered sentence a step, what came of it, and where to look. */
public final class Narrator {
    private final PrintStream out;
    private int step;

    /** Tells it to {@code out}. */
    public Narrator(PrintStream out) {
        this.out = out;
    }

    /** What happens next. */
    void chapter(String sentence) {
        out.println();
        out.printf("%2d. %s%n", ++step, sentence);
    }

    /** What came of it. */
    void result(String sentence) {
        sentence.lines().forEach(line -> out.println("    " + line));
    }

    /** Where to look. */
    void link(String url) {
        out.println("    → " + url);
    }

    /** Fails the story where {@code holds} is false. */
    void check(boolean holds, String expected, Object came) {
        if (!holds) {
            throw new StoryFailure("Step " + step + ": expected that " + expected + ", but: "
                    + Optional.ofNullable(came).orElse("nothing"));
        }
    }
}
