// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When scans have to run. */
public sealed interface ScanRule {
    /**
     * In every pipeline of the branches.
     *
     * @param sources pipeline sources; empty: all
     */
    record InPipeline(BranchSelector branches, Set<String> sources) implements ScanRule {
        public InPipeline {
            requireNonNull(branches, "branches is null");
            sources = Set.copyOf(sources);
        }
    }

    /**
     * At the times of a five-field cron expression.
     *
     * @param timezone IANA name; absent: UTC
     */
    record OnSchedule(
            ScheduleTarget target,
            String cadence,
            @Nullable String timezone,
            @Nullable TimeWindow window) implements ScanRule {
        public OnSchedule {
            requireNonNull(target, "target is null");
            requireNonNull(cadence, "cadence is null");
        }
    }

    /** What a schedule scans. */
    sealed interface ScheduleTarget {}

    /** Branches of the repository. */
    record OnBranches(BranchSelector branches) implements ScheduleTarget {
        public OnBranches {
            requireNonNull(branches, "branches is null");
        }
    }

    /** Namespaces (none listed: all) of the cluster behind an agent. */
    record InCluster(String agent, List<String> namespaces) implements ScheduleTarget {
        public InCluster {
            requireNonNull(agent, "agent is null");
            namespaces = List.copyOf(namespaces);
        }
    }

    /** Spreads the starts of a schedule at random over so many seconds. */
    record TimeWindow(int seconds) {}
}
