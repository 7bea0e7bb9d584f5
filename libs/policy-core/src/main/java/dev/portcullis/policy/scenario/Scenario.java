// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.yaml.Position;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One test of a policy set.
 *
 * @param execution the pipeline that it is about; absent: it is about the merge request only
 * @param people names by user id, for messages
 * @param at where it stands in its file
 */
public record Scenario(
        String name,
        Instant now,
        Snapshot snapshot,
        @Nullable ExecutionCase execution,
        Expectation expected,
        Map<Long, String> people,
        Position at) {
    public Scenario {
        requireNonNull(name, "name is null");
        requireNonNull(now, "now is null");
        requireNonNull(snapshot, "snapshot is null");
        requireNonNull(expected, "expected is null");
        requireNonNull(at, "at is null");
        people = Map.copyOf(people);
    }
}
