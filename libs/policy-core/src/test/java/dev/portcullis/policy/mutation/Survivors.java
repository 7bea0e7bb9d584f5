// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Run after PIT: writes the page of each package that was mutated, keeping the reasons, and fails where a survivor has
 * none or too few mutants were killed.
 */
public final class Survivors {
    private Survivors() {}

    /**
     * Writes the pages.
     *
     * @param args PIT's {@code mutations.xml}, the directory of the pages, and how many percent have to be killed
     * @throws IllegalStateException where a survivor has no reason, or fewer mutants were killed
     */
    public static void main(String[] args) throws IOException {
        MutationReport report = MutationReport.read(Path.of(args[0]));
        List<String> missing = write(report, Path.of(args[1]));
        report.total().forEach((name, total) -> print(name, total, report.survived(name)));
        print("all", report.all(), report.survived());
        missing.forEach(System.err::println);
        check(report, missing, Integer.parseInt(args[2]));
    }

    /** @throws IllegalStateException where a survivor is {@code missing} its reason, or too few mutants were killed */
    static void check(MutationReport report, List<String> missing, int percent) {
        if (100 * (report.all() - report.survived()) < percent * report.all()) {
            throw new IllegalStateException("%d of %d mutants survived, and %d %% have to be killed: write tests"
                    .formatted(report.survived(), report.all(), percent));
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    missing.size()
                            + " survivors have no reason: kill them by a test, or write in the last column of their page why they stay");
        }
    }

    private static void print(String name, int total, int survived) {
        int killed = total - survived;
        System.out.printf("%-16s %5d of %5d killed, %d %%%n", name, killed, total, 100 * killed / Math.max(1, total));
    }

    /** Writes the pages and returns the survivors without a reason, for people. */
    static List<String> write(MutationReport report, Path directory) throws IOException {
        Files.createDirectories(directory);
        List<String> missing = new ArrayList<>();
        for (String name : report.total().keySet()) {
            Path page = directory.resolve(name + ".md");
            SortedMap<Survivor, String> reasons = SurvivorList.reasons(page, name);
            Files.write(page, SurvivorList.page(name, report, reasons));
            for (Map.Entry<Survivor, Integer> entry : report.survivors().entrySet()) {
                Survivor survivor = entry.getKey();
                if (survivor.packageName().equals(name)
                        && reasons.getOrDefault(survivor, "").isEmpty()) {
                    missing.add("%s: %s.%s: %s"
                            .formatted(name, survivor.className(), survivor.method(), survivor.change()));
                }
            }
        }
        return missing;
    }
}
