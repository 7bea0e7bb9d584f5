// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import java.util.List;

/** Pipelines that ran on the same commit. */
public record Side(List<Pipeline> pipelines) {
    /** No pipeline. */
    public static final Side NONE = new Side(List.of());

    public Side {
        pipelines = List.copyOf(pipelines);
    }
}
