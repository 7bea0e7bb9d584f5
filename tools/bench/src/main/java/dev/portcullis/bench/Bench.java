// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench;

import dev.portcullis.sandbox.demo.Cast;
import dev.portcullis.sandbox.run.Home;
import dev.portcullis.sandbox.run.LocalSystem;
import dev.portcullis.sandbox.run.Progress;
import dev.portcullis.sandbox.run.UpOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Starts a system of its own with empty data, measures it, and prints a table in Markdown. */
public final class Bench {
    private static final int WARM_UP = 300;
    private static final int WEBHOOKS = 1_000;
    private static final int POLICIES = 20;

    private Bench() {}

    /**
     * Runs the measurement.
     *
     * @param arguments the project's root directory, and where to keep the state of the measured system
     */
    public static void main(String[] arguments) throws Exception {
        Home home = new Home(Path.of(arguments[0]), Path.of(arguments[1]));
        UpOptions options = UpOptions.anywhere();
        Progress progress = new Progress(System.out);
        long start = System.nanoTime();
        try (LocalSystem system = LocalSystem.prepare(home, options, progress)) {
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "end"));
            system.start();
            Duration ready = Duration.ofNanos(System.nanoTime() - start);
            Webhooks webhooks = new Webhooks(system.url(), system.secret("webhook-token"));
            webhooks.send(WARM_UP);
            Latencies latencies = webhooks.send(WEBHOOKS);
            PolicyChanges changes =
                    PolicyChanges.of(Cast.of(system.url(), system.gitLabUrl(), system.secret("gitlab-root-token")));
            Latencies decided = changes.activate(POLICIES);
            long memory = Memory.residentOf(system.processes().values());
            System.out.println();
            System.out.println("| what | figure |");
            System.out.println("|---|---|");
            row("from `up` (built, empty data) to ready", format(ready));
            row("webhook answered, median of " + WEBHOOKS, millis(latencies.percentile(50)));
            row("webhook answered, 99th percentile", millis(latencies.percentile(99)));
            row(
                    "policy activated and an open merge request decided anew, median of " + POLICIES,
                    millis(decided.percentile(50)));
            row("policy activated and decided anew, slowest", millis(decided.percentile(100)));
            row("memory of the whole system", memory / (1024 * 1024) + " MiB");
        }
    }

    private static void row(String what, String figure) {
        System.out.println("| " + what + " | " + figure + " |");
    }

    private static String format(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1_000_000.0);
    }
}
