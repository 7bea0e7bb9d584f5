// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the head can be compared with. The decision takes the first candidate, in the order of {@link Base}, that has
 * security reports.
 *
 * @param earlier further pipelines of the target branch, for a policy with a report time window
 */
public record Target(List<Candidate> candidates, List<Pipeline> earlier) {
    /** No pipeline on the target at all. */
    public static final Target NONE = new Target(List.of(), List.of());

    public Target {
        candidates = List.copyOf(candidates);
        earlier = List.copyOf(earlier);
    }

    /** The pipelines of one commit of the target branch. */
    public record Candidate(Base of, List<Pipeline> pipelines) {
        public Candidate {
            requireNonNull(of, "of is null");
            pipelines = List.copyOf(pipelines);
        }
    }
}
