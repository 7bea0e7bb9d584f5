// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.execution.NextRun;
import dev.portcullis.policy.execution.ScheduledPipeline;

/** When a schedule of a policy runs next, and what it starts then. */
record ScheduledRun(NextRun next, ScheduledPipeline pipeline) {
    ScheduledRun {
        requireNonNull(next, "next is null");
        requireNonNull(pipeline, "pipeline is null");
    }
}
