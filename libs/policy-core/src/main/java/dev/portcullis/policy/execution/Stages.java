// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The order of stages. */
final class Stages {
    /** Stages that exist in every pipeline, at its ends. */
    static final Set<String> EDGES = Set.of(".pre", ".post");

    /** Before everything else, for policies only. */
    static final String POLICY_PRE = ".pipeline-policy-pre";

    /** After everything else, for policies only. */
    static final String POLICY_POST = ".pipeline-policy-post";

    /** Where injected scans run in a pipeline that has no stage for them. */
    static final String SCANS = "scan-policies";

    private static final Set<String> RESERVED = Set.of(POLICY_PRE, POLICY_POST);

    private Stages() {}

    static boolean isReserved(String stage) {
        return RESERVED.contains(stage);
    }

    static boolean isEdge(String stage) {
        return isReserved(stage) || EDGES.contains(stage);
    }

    /**
     * The stage of a scan: {@code dast} for DAST, else {@code test}; where the pipeline has no {@code test}, a stage of
     * its own behind {@code build}, or the first.
     */
    static String ofScan(boolean dast, List<String> stages) {
        return dast ? "dast" : stages.contains("test") ? "test" : SCANS;
    }

    /** The stages with those of scans added where they are missing. */
    static List<String> withScans(List<String> stages, Set<String> needed) {
        List<String> all = new ArrayList<>(stages);
        if (needed.contains(SCANS) && !all.contains(SCANS)) {
            all.add(all.indexOf("build") + 1, SCANS);
        }
        if (needed.contains("dast") && !all.contains("dast")) {
            all.add("dast");
        }
        return all;
    }

    /**
     * One order that agrees with every list, or nothing where they contradict each other. Of the stages that can come
     * next the one that was named first does.
     */
    static Optional<List<String>> merge(List<List<String>> lists) {
        Map<String, Set<String>> before = new LinkedHashMap<>();
        for (List<String> list : lists) {
            for (int i = 0; i < list.size(); i++) {
                Set<String> earlier = before.computeIfAbsent(list.get(i), _ -> new LinkedHashSet<>());
                if (i > 0) {
                    earlier.add(list.get(i - 1));
                }
            }
        }
        List<String> merged = new ArrayList<>();
        while (merged.size() < before.size()) {
            Optional<String> next = before.entrySet().stream()
                    .filter(entry -> !merged.contains(entry.getKey()) && merged.containsAll(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            merged.add(next.get());
        }
        return Optional.of(merged);
    }
}
