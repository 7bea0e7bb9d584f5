// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.SecurityAlert;
import java.time.Instant;
import java.util.UUID;

/**
 * An alert, however often it was seen.
 *
 * @param latest what was said when it was last seen
 * @param namespace the grant namespace that it belongs to
 * @param version grows with every change of state
 * @param occurrences how often it was seen
 */
record Alert(
        UUID id,
        SecurityAlert latest,
        String namespace,
        AlertState state,
        long version,
        long occurrences,
        Instant firstSeenAt,
        Instant lastSeenAt) {
    Alert {
        requireNonNull(id, "id is null");
        requireNonNull(latest, "latest is null");
        requireNonNull(namespace, "namespace is null");
        requireNonNull(state, "state is null");
        requireNonNull(firstSeenAt, "firstSeenAt is null");
        requireNonNull(lastSeenAt, "lastSeenAt is null");
    }

    /** An alert that was never seen before. */
    static Alert first(UUID id, SecurityAlert seen, Instant now) {
        return new Alert(
                id, seen, namespaceOf(seen), new AlertState.Triggered(now), 1, 1, seen.occurredAt(), seen.occurredAt());
    }

    /** The alert after it was seen once more; what is said about it is what was said last. */
    Alert seenAgain(SecurityAlert seen, Instant now) {
        boolean isLatest = !seen.occurredAt().isBefore(lastSeenAt);
        Alert seenOnceMore = new Alert(
                id,
                isLatest ? seen : latest,
                isLatest ? namespaceOf(seen) : namespace,
                state,
                version,
                occurrences + 1,
                seen.occurredAt().isBefore(firstSeenAt) ? seen.occurredAt() : firstSeenAt,
                isLatest ? seen.occurredAt() : lastSeenAt);
        AlertState next = state.seenAgain(seen.occurredAt(), now);
        return next.equals(state) ? seenOnceMore : seenOnceMore.in(next);
    }

    /** The alert in another state. */
    Alert in(AlertState next) {
        return new Alert(id, latest, namespace, next, version + 1, occurrences, firstSeenAt, lastSeenAt);
    }

    /**
     * Where the alert belongs: its project; without one, what the label {@code namespace} says; else all of Portcullis.
     */
    private static String namespaceOf(SecurityAlert alert) {
        ProjectRef project = alert.project();
        return project == null
                ? alert.labels().getOrDefault("namespace", "")
                : project.instance() + "/" + project.path();
    }
}
