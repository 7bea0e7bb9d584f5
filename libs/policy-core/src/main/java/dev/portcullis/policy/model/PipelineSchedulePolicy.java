// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** CI configuration that runs as a pipeline of its own on a schedule. */
public record PipelineSchedulePolicy(PolicyHeader header, CiInclude content, List<Schedule> schedules)
        implements Policy {
    public PipelineSchedulePolicy {
        requireNonNull(header, "header is null");
        requireNonNull(content, "content is null");
        schedules = List.copyOf(schedules);
    }

    @Override
    public PolicyType type() {
        return PolicyType.PIPELINE_EXECUTION_SCHEDULE_POLICY;
    }
}
