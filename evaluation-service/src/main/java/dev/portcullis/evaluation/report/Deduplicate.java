// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import dev.portcullis.policy.model.ScanType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Drops findings that another report of the same type in the same pipeline has too, as GitLab does: reports in the order
 * of their scanners' priority, a finding goes when it shares its UUID, or an identifier and a place, with one before it.
 */
public final class Deduplicate {
    private static final Comparator<Report> MERGE_ORDER = Comparator.comparingInt(
                    (Report report) -> report.scanner().priority())
            .thenComparing(report -> report.scanner().id())
            .thenComparing(report -> report.scanner().name())
            .thenComparing(report -> report.scanner().vendor());
    private static final Comparator<ReportedFinding> WORST_FIRST =
            Comparator.comparing(ReportedFinding::severity).reversed().thenComparing(ReportedFinding::uuid);

    private Deduplicate() {}

    /** The same reports in the same order, each with what is left of its findings, the most severe first. */
    public static List<Report> across(List<Report> reports) {
        Map<ScanType, Set<Object>> seen = new HashMap<>();
        IdentityHashMap<Report, List<ReportedFinding>> left = new IdentityHashMap<>();
        reports.stream().sorted(MERGE_ORDER).forEach(report -> {
            Set<Object> keys = seen.computeIfAbsent(report.type(), type -> new HashSet<>());
            left.put(report, fresh(report.findings(), keys));
        });
        return reports.stream()
                .map(report -> report.with(left.getOrDefault(report, List.of())))
                .toList();
    }

    private static List<ReportedFinding> fresh(List<ReportedFinding> findings, Set<Object> seen) {
        List<ReportedFinding> kept = new ArrayList<>();
        for (ReportedFinding finding : findings) {
            Set<Object> keys = keys(finding);
            if (keys.stream().noneMatch(seen::contains)) {
                kept.add(finding);
                seen.addAll(keys);
            }
        }
        kept.sort(WORST_FIRST);
        return kept;
    }

    /** An identifier at a place. */
    private record Sighting(String identifier, String location) {}

    private static Set<Object> keys(ReportedFinding finding) {
        Set<Object> keys = new HashSet<>();
        UUID uuid = finding.uuid();
        keys.add(uuid);
        for (Identifier identifier : finding.identifiers()) {
            if (!identifier.isClassification()) {
                String fingerprint = identifier.fingerprint();
                finding.locations().forEach(location -> keys.add(new Sighting(fingerprint, location)));
            }
        }
        return keys;
    }
}
