// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portcullis.contracts.Actor;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.contracts.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is served.
 *
 * @param status the name of its state
 * @param statusAt when it got into it
 * @param statusBy who brought it there, where it was a person
 * @param statusReason why, where somebody said so
 * @param kind e.g. {@code merged-while-blocked}
 * @param title one line
 * @param description what happened and what to do; in answers about a single alert only
 * @param namespace the grant namespace that it belongs to
 * @param url where to look
 * @param labels more facts
 * @param occurrences how often it was seen
 * @param latestOccurrences the latest hundred of them, newest first; in answers about a single alert only
 * @param history the changes of its state, oldest first; in answers about a single alert only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlertView(
        UUID id,
        String fingerprint,
        AlertStatus status,
        Instant statusAt,
        @Nullable Actor statusBy,
        @Nullable String statusReason,
        Severity severity,
        String kind,
        String title,
        @Nullable String description,
        String namespace,
        @Nullable ProjectRef project,
        @Nullable Long mergeRequestIid,
        @Nullable String url,
        Map<String, String> labels,
        long occurrences,
        Instant firstSeenAt,
        Instant lastSeenAt,
        @Nullable List<Occurrence> latestOccurrences,
        @Nullable List<Transition> history) {

    /** The alert in a list. */
    static AlertView of(Alert alert) {
        return of(alert, null, null, null);
    }

    /** The alert with all that is known of it. */
    static AlertView of(Alert alert, List<Occurrence> latestOccurrences, List<Transition> history) {
        return of(alert, alert.latest().description(), latestOccurrences, history);
    }

    private static AlertView of(
            Alert alert,
            @Nullable String description,
            @Nullable List<Occurrence> latestOccurrences,
            @Nullable List<Transition> history) {
        SecurityAlert latest = alert.latest();
        AlertState state = alert.state();
        return new AlertView(
                alert.id(),
                latest.fingerprint(),
                state.status(),
                state.at(),
                AlertStore.by(state),
                AlertStore.reason(state),
                latest.severity(),
                latest.kind(),
                latest.title(),
                description,
                alert.namespace(),
                latest.project(),
                latest.mergeRequestIid(),
                latest.url(),
                latest.labels(),
                alert.occurrences(),
                alert.firstSeenAt(),
                alert.lastSeenAt(),
                latestOccurrences,
                history);
    }
}
