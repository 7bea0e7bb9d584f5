// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Compares the contestants' answers, measures them, and prints in Markdown how they relate to Portcullis. */
public final class DecisionBench {
    private DecisionBench() {}

    /**
     * Runs it.
     *
     * @param arguments JMH's own, e.g. {@code -p size=20x500}
     */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        List.of("20x500", "200x500", "20x5000").forEach(size -> Course.of(size).checkThatAllAgree());
        System.out.println("All contestants count the same.");
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .include(DecisionBenchmark.class.getName())
                        .build())
                .run();
        Map<String, Map<String, Double>> bySize = new TreeMap<>();
        for (RunResult result : results) {
            bySize.computeIfAbsent(result.getParams().getParam("size"), _ -> new TreeMap<>())
                    .put(
                            result.getParams().getParam("entrant"),
                            result.getPrimaryResult().getScore());
        }
        System.out.println("| policies x findings on each side | contestant | µs | times as long as Portcullis |");
        System.out.println("|---|---|---|---|");
        bySize.forEach((size, scores) -> scores.forEach((entrant, score) -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.2f |%n",
                size,
                entrant,
                score,
                score / scores.getOrDefault(Entrant.PORTCULLIS.name(), Double.NaN))));
    }
}
