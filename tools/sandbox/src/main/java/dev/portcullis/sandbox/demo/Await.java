// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what happens in its own time. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Duration patience;

    /** Gives up after {@code patience}. */
    public Await(Duration patience) {
        this.patience = patience;
    }

    /**
     * Asks again and again until the answer is good.
     *
     * @param what reads as the end of "waited in vain for …"
     * @throws StoryFailure with the last answer where the patience ends
     */
    public <T> T until(String what, Supplier<T> ask, Predicate<T> good) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            T answer = ask.get();
            if (good.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new StoryFailure("Waited " + patience.toSeconds() + " s in vain for " + what
                        + ". The last answer was: " + answer + ". ./portcullis status says what runs.");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailure("Interrupted", e);
        }
    }
}
