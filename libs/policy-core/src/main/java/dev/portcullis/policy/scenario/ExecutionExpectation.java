// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.execution.MissedScan;
import dev.portcullis.policy.snapshot.StoredState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario expects of the pipeline that policies add to; what is absent is not checked.
 *
 * @param jobs the names of the jobs that are put in, in order
 * @param stages of the whole pipeline, in order
 * @param missed the scans that did not run, by word, each with what became of it
 * @param config values in the configuration by their path, with slashes, e.g. {@code sast-1/stage}
 * @param problems texts, each of which one of the plan's problems contains; there are no others
 * @param transitions by the ids of vulnerabilities, the state that they change to; there are no others
 * @param maySkip by name, whether the person's {@code [skip ci]} is followed
 * @param nextRuns by policy, when its first schedule starts next
 */
public record ExecutionExpectation(
        @Nullable List<String> jobs,
        @Nullable List<String> stages,
        @Nullable Map<String, MissedScan.Why> missed,
        Map<String, String> config,
        @Nullable List<String> problems,
        @Nullable Map<String, StoredState> transitions,
        Map<String, Boolean> maySkip,
        Map<String, Expectation.Revisit> nextRuns) {
    /** Expects nothing. */
    public static final ExecutionExpectation NONE =
            new ExecutionExpectation(null, null, null, Map.of(), null, null, Map.of(), Map.of());

    public ExecutionExpectation {
        jobs = jobs == null ? null : List.copyOf(jobs);
        stages = stages == null ? null : List.copyOf(stages);
        missed = missed == null ? null : Map.copyOf(missed);
        config = Map.copyOf(config);
        problems = problems == null ? null : List.copyOf(problems);
        transitions = transitions == null ? null : Map.copyOf(transitions);
        maySkip = Map.copyOf(maySkip);
        nextRuns = Map.copyOf(nextRuns);
    }
}
