// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Says what is being done and how long it took. */
public final class Progress {
    private final PrintStream out;

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Runs {@code step}, saying so before and after; {@code name} reads as a sentence's beginning. */
    <T> T step(String name, Callable<T> step) throws Exception {
        out.print("  " + name + " … ");
        out.flush();
        long start = System.nanoTime();
        try {
            T result = step.call();
            out.println("ready (" + seconds(Duration.ofNanos(System.nanoTime() - start)) + ")");
            return result;
        } catch (Exception e) {
            out.println("failed (" + seconds(Duration.ofNanos(System.nanoTime() - start)) + ")");
            throw e;
        }
    }

    PrintStream out() {
        return out;
    }

    void say(String line) {
        out.println(line);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
