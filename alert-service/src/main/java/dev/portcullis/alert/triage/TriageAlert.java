// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Does what a person wants to be done with an alert. */
@ApplicationScoped
class TriageAlert {
    private final AlertStore alerts;
    private final RecordTransition recordTransition;
    private final Caller caller;

    TriageAlert(AlertStore alerts, RecordTransition recordTransition, Caller caller) {
        this.alerts = alerts;
        this.recordTransition = recordTransition;
        this.caller = caller;
    }

    /**
     * Changes an alert's state.
     *
     * @param expected what the person saw when they decided
     * @return the alert afterwards
     */
    @Transactional
    Alert triage(UUID id, TriageAction action, IfMatch expected) {
        Alert alert = alerts.lock(id, caller.namespaces(Role.VIEWER))
                .orElseThrow(() -> problem(404, "Not found")
                        .detail("There is no alert " + id + ", or you may not see it.")
                        .build());
        caller.require(Role.ALERT_RESPONDER, alert.namespace());
        expected.require(alert.version());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        AlertState next = alert.state()
                .after(action, caller.actor(), now)
                .orElseThrow(() -> problem(409, "Not possible now")
                        .detail("The alert is " + alert.state().status().text() + ": it cannot be " + verb(action)
                                + ".")
                        .with("alertStatus", alert.state().status().text())
                        .build());
        Alert changed = alert.in(next);
        alerts.update(changed);
        Transition transition = new Transition(now, next.status(), caller.actor(), action.reason());
        recordTransition.record(changed, transition, verb(action), null);
        return changed;
    }

    private static String verb(TriageAction action) {
        return switch (action) {
            case TriageAction.Acknowledge _ -> "acknowledged";
            case TriageAction.Resolve _ -> "resolved";
            case TriageAction.Dismiss _ -> "dismissed";
            case TriageAction.Reopen _ -> "reopened";
        };
    }
}
