// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What policies make of a pipeline.
 *
 * @param scans that have to run
 * @param pipelinePolicies the names of the pipeline execution policies that reach it, in the order in which they are
 *     merged
 * @param configuration that makes it so
 * @param problems why a part of it will not work as the policies want it, each a sentence
 */
public record ExecutionPlan(
        List<PlannedScan> scans, List<String> pipelinePolicies, CiConfiguration configuration, List<String> problems) {
    public ExecutionPlan {
        requireNonNull(configuration, "configuration is null");
        scans = List.copyOf(scans);
        pipelinePolicies = List.copyOf(pipelinePolicies);
        problems = List.copyOf(problems);
    }

    /** Whether the policies add nothing. */
    public boolean isEmpty() {
        return scans.isEmpty() && pipelinePolicies.isEmpty();
    }

    /** The required scans that did not run, or not well, judged by all of a pipeline's jobs, its children's included. */
    public List<MissedScan> missed(List<RanJob> jobs) {
        return MissedScan.find(scans, jobs);
    }
}
