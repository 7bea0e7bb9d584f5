// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scans that have to run in pipelines or on a schedule.
 *
 * @param skipCi who may skip the pipeline with a {@code [skip ci]} directive; absent: nobody
 * @param noPipeline who may suppress the pipeline with {@code ci.no_pipeline}; absent: nobody
 */
public record ScanExecutionPolicy(
        PolicyHeader header,
        List<ScanRule> rules,
        List<ScanAction> actions,
        @Nullable SkipPermission skipCi,
        @Nullable SkipPermission noPipeline)
        implements Policy {
    public ScanExecutionPolicy {
        requireNonNull(header, "header is null");
        rules = List.copyOf(rules);
        actions = List.copyOf(actions);
    }

    @Override
    public PolicyType type() {
        return PolicyType.SCAN_EXECUTION_POLICY;
    }
}
