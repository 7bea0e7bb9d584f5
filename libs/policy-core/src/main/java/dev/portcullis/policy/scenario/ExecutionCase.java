// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.execution.CiFile;
import dev.portcullis.policy.execution.ExecutionPlan;
import dev.portcullis.policy.execution.InjectedConfiguration;
import dev.portcullis.policy.execution.PipelineContext;
import dev.portcullis.policy.execution.RanJob;
import java.util.List;
import java.util.Map;

/**
 * The part of a scenario that is about what policies put into a pipeline.
 *
 * @param files the CI files that policies include, as {@code file@project}
 * @param jobs what became of the pipeline
 */
public record ExecutionCase(PipelineContext context, Map<String, CiFile> files, List<RanJob> jobs) {
    public ExecutionCase {
        requireNonNull(context, "context is null");
        files = Map.copyOf(files);
        jobs = List.copyOf(jobs);
    }

    /** What the policies make of the pipeline. */
    public ExecutionPlan plan(PolicySet policies) {
        return InjectedConfiguration.of(
                policies, context, include -> files.get(include.file() + "@" + include.project()));
    }
}
