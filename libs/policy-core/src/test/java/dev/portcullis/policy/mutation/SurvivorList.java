// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of one package's survivors: a table with the class, the method, the change, how often, and the reason why
 * it stays. The reasons are written by people; the rest comes from PIT's report.
 */
final class SurvivorList {
    private static final Pattern ROW =
            Pattern.compile("\\| `([^`]+)` \\| `([^`]+)` \\| ([^|]+) \\| (\\d+) \\| ([^|]*) ?\\|");

    private SurvivorList() {}

    /** The reasons that {@code page} gives, by survivor; none if there is no such page. */
    static SortedMap<Survivor, String> reasons(Path page, String packageName) throws IOException {
        SortedMap<Survivor, String> reasons = new TreeMap<>();
        if (Files.exists(page)) {
            for (String line : Files.readAllLines(page)) {
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    reasons.put(
                            new Survivor(packageName, row.group(1), row.group(2), row.group(3)),
                            row.group(5).strip());
                }
            }
        }
        return reasons;
    }

    /** The page for a package of {@code report}, with the {@code reasons} where there is one. */
    static List<String> page(String packageName, MutationReport report, Map<Survivor, String> reasons) {
        int total = report.total().getOrDefault(packageName, 0);
        int killed = total - report.survived(packageName);
        List<String> rows = report.survivors().entrySet().stream()
                .filter(entry -> entry.getKey().packageName().equals(packageName))
                .map(entry -> row(entry.getKey(), entry.getValue(), reasons.getOrDefault(entry.getKey(), "")))
                .toList();
        List<String> head = List.of(
                "<!-- SPDX-License-Identifier: Apache-2.0 -->",
                "# Mutants that survive in `" + packageName + "`",
                "",
                "%d of %d killed, %d %%. See [the overview](../mutation.md)."
                        .formatted(killed, total, Math.floorDiv(100 * killed, Math.max(1, total))),
                "",
                "| class | method | change | how often | why it stays |",
                "|---|---|---|---|---|");
        return Stream.concat(head.stream(), rows.stream()).toList();
    }

    private static String row(Survivor survivor, int count, String reason) {
        return "| `%s` | `%s` | %s | %d | %s |"
                .formatted(survivor.className(), survivor.method(), survivor.change(), count, reason);
    }
}
