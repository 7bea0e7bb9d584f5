// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.snapshot.Snapshot;
import java.util.List;
import java.util.Map;

/**
 * The facts about one merge request at one moment.
 *
 * @param snapshot what the decision is made from; people appear by id
 * @param usernames the names of those people, for those who read the decision
 * @param notes why scans did not succeed, and the like; a sentence for each
 * @param incomplete whether something is missing that may be had before long
 */
public record GatheredFacts(Snapshot snapshot, Map<Long, String> usernames, List<String> notes, boolean incomplete) {
    public GatheredFacts {
        requireNonNull(snapshot, "snapshot is null");
        usernames = Map.copyOf(usernames);
        notes = List.copyOf(notes);
    }
}
