// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import dev.portcullis.contracts.Actor;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.messaging.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The alerts that there are. */
@ApplicationScoped
public class Alerts {
    private static final Actor SERVICE = new Actor(Actor.Kind.SERVICE, "alert-service", "alert-service");

    private final AlertStore alerts;
    private final HistoryStore history;
    private final RecordTransition recordTransition;

    Alerts(AlertStore alerts, HistoryStore history, RecordTransition recordTransition) {
        this.alerts = alerts;
        this.history = history;
        this.recordTransition = recordTransition;
    }

    /**
     * Something was seen: a new alert is triggered, a known one counts once more and is reopened where it was resolved
     * before. Takes part in the caller's transaction.
     *
     * @param event who said so
     * @param seen what was seen, as it is to be kept
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void seen(Event<?> event, SecurityAlert seen) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Alert first = Alert.first(Ids.timeOrdered(), seen, now);
        Optional<Alert> known = alerts.lock(seen.fingerprint());
        if (known.isEmpty() && alerts.insert(first)) {
            history.addOccurrence(first.id(), event, seen);
            Transition triggered = new Transition(now, AlertStatus.TRIGGERED, SERVICE, null);
            recordTransition.record(first, triggered, "triggered", event);
            return;
        }
        Alert before = known.or(() -> alerts.lock(seen.fingerprint())).orElseThrow();
        Alert after = before.seenAgain(seen, now);
        alerts.update(after);
        history.addOccurrence(after.id(), event, seen);
        if (after.version() != before.version()) {
            Transition reopened = new Transition(now, AlertStatus.TRIGGERED, SERVICE, "seen again");
            recordTransition.record(after, reopened, "reopened", event);
        }
    }
}
