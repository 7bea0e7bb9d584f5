// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.Actor;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of an alert. What is possible in a state is a method of that state; {@link #after} is the whole table.
 */
sealed interface AlertState {
    /** When it got into this state. */
    Instant at();

    /** It waits for somebody to look at it. */
    record Triggered(Instant at) implements AlertState {
        public Triggered {
            requireNonNull(at, "at is null");
        }

        Acknowledged acknowledge(Actor by, Instant now) {
            return new Acknowledged(by, now);
        }

        Resolved resolve(Actor by, Instant now, @Nullable String note) {
            return new Resolved(by, now, note);
        }

        Dismissed dismiss(Actor by, Instant now, String reason) {
            return new Dismissed(by, now, reason);
        }
    }

    /** Somebody looks after it. */
    record Acknowledged(Actor by, Instant at) implements AlertState {
        public Acknowledged {
            requireNonNull(by, "by is null");
            requireNonNull(at, "at is null");
        }

        Resolved resolve(Actor resolver, Instant now, @Nullable String note) {
            return new Resolved(resolver, now, note);
        }

        Dismissed dismiss(Actor dismisser, Instant now, String reason) {
            return new Dismissed(dismisser, now, reason);
        }
    }

    /** Its cause is gone. If it is seen again, it was not. */
    record Resolved(Actor by, Instant at, @Nullable String note) implements AlertState {
        public Resolved {
            requireNonNull(by, "by is null");
            requireNonNull(at, "at is null");
        }

        Triggered reopen(Instant now) {
            return new Triggered(now);
        }
    }

    /** Nothing has to be done about it, for a reason that is on record; seeing it again changes nothing. */
    record Dismissed(Actor by, Instant at, String reason) implements AlertState {
        public Dismissed {
            requireNonNull(by, "by is null");
            requireNonNull(at, "at is null");
            requireNonNull(reason, "reason is null");
        }

        Triggered reopen(Instant now) {
            return new Triggered(now);
        }
    }

    /** The state that a person's action leads to; empty where the action makes no sense in this state. */
    default Optional<AlertState> after(TriageAction action, Actor by, Instant now) {
        return switch (this) {
            case Triggered triggered ->
                switch (action) {
                    case TriageAction.Acknowledge _ -> Optional.of(triggered.acknowledge(by, now));
                    case TriageAction.Resolve resolve -> Optional.of(triggered.resolve(by, now, resolve.note()));
                    case TriageAction.Dismiss dismiss -> Optional.of(triggered.dismiss(by, now, dismiss.reason()));
                    case TriageAction.Reopen _ -> Optional.empty();
                };
            case Acknowledged acknowledged ->
                switch (action) {
                    case TriageAction.Resolve resolve -> Optional.of(acknowledged.resolve(by, now, resolve.note()));
                    case TriageAction.Dismiss dismiss -> Optional.of(acknowledged.dismiss(by, now, dismiss.reason()));
                    case TriageAction.Acknowledge _, TriageAction.Reopen _ -> Optional.empty();
                };
            case Resolved resolved ->
                action instanceof TriageAction.Reopen ? Optional.of(resolved.reopen(now)) : Optional.empty();
            case Dismissed dismissed ->
                action instanceof TriageAction.Reopen ? Optional.of(dismissed.reopen(now)) : Optional.empty();
        };
    }

    /** The state after the alert was seen again: one that was resolved before that is triggered anew. */
    default AlertState seenAgain(Instant occurredAt, Instant now) {
        return this instanceof Resolved resolved && occurredAt.isAfter(resolved.at()) ? resolved.reopen(now) : this;
    }

    default AlertStatus status() {
        return switch (this) {
            case Triggered _ -> AlertStatus.TRIGGERED;
            case Acknowledged _ -> AlertStatus.ACKNOWLEDGED;
            case Resolved _ -> AlertStatus.RESOLVED;
            case Dismissed _ -> AlertStatus.DISMISSED;
        };
    }
}
