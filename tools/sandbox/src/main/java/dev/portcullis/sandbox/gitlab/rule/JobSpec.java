// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.state.Artifact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job to be made.
 *
 * @param when {@code on_success}, {@code on_failure}, {@code always}, {@code manual} or {@code delayed}
 * @param status the status it is to have, or null to let the pipeline decide
 * @param child for a bridge: the pipeline it starts
 */
public record JobSpec(
        String name,
        String stage,
        String when,
        boolean allowFailure,
        @Nullable String status,
        @Nullable String failureReason,
        List<Artifact> artifacts,
        String artifactsAccess,
        @Nullable PipelineSpec child) {}
