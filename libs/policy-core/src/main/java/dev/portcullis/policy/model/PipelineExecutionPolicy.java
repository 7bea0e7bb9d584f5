// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * CI configuration that is added to, or takes the place of, a project's own.
 *
 * @param variablesOverride absent: the policy's variables always win
 */
public record PipelineExecutionPolicy(
        PolicyHeader header,
        CiInclude content,
        PipelineStrategy strategy,
        SuffixMode suffix,
        @Nullable SkipPermission skipCi,
        @Nullable SkipPermission noPipeline,
        @Nullable VariablesOverride variablesOverride)
        implements Policy {
    public PipelineExecutionPolicy {
        requireNonNull(header, "header is null");
        requireNonNull(content, "content is null");
        requireNonNull(strategy, "strategy is null");
        requireNonNull(suffix, "suffix is null");
    }

    @Override
    public PolicyType type() {
        return PolicyType.PIPELINE_EXECUTION_POLICY;
    }
}
