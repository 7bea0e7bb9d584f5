// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policies.review.Ballot;
import dev.portcullis.policies.review.Refusal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** The life of an exception. What can happen to it is a method of the state in which it can happen. */
sealed interface ExceptionState {
    /** The word that people and the database use. */
    String word();

    /**
     * The requested state, for what only a request allows.
     *
     * @throws Refusal where it is something else
     */
    default Requested requireRequested() {
        if (this instanceof Requested requested) {
            return requested;
        }
        throw new Refusal(Refusal.Kind.CLOSED, "The exception is " + word() + ", no request that waits for approval.");
    }

    /**
     * The active state, for what only an exception in force allows.
     *
     * @throws Refusal where it is something else
     */
    default Active requireActive() {
        if (this instanceof Active active) {
            return active;
        }
        throw new Refusal(Refusal.Kind.CLOSED, "The exception is " + word() + ", so there is nothing to revoke.");
    }

    /**
     * A request that waits for people.
     *
     * @param ballot its approvals
     * @param endsAt when the exception would end
     */
    record Requested(Ballot ballot, Instant endsAt) implements ExceptionState {
        public Requested {
            requireNonNull(ballot, "ballot is null");
            requireNonNull(endsAt, "endsAt is null");
        }

        @Override
        public String word() {
            return "requested";
        }

        /**
         * An approval, with which it comes into force if there are enough.
         *
         * @param required how many the level asks for
         * @throws Refusal where the rules of {@link Ballot#approve} or time are against it
         */
        ExceptionState approve(UUID person, Set<UUID> sameHuman, String seen, int required, Instant now) {
            if (!now.isBefore(endsAt)) {
                throw new Refusal(
                        Refusal.Kind.CLOSED, "The exception would have ended at " + endsAt + ". Ask for it again.");
            }
            Ballot approved = ballot.approve(person, sameHuman, seen, now);
            return approved.hasEnough(required) ? new Active() : new Requested(approved, endsAt);
        }

        /** A refusal that ends it. */
        Rejected reject() {
            return new Rejected();
        }

        /**
         * Taken back.
         *
         * @throws Refusal where {@code person} did not ask for it
         */
        Withdrawn withdraw(UUID person) {
            if (!ballot.authors().contains(person)) {
                throw new Refusal(
                        Refusal.Kind.NOT_AUTHOR, "Only who asked for an exception withdraws it. You can reject it.");
            }
            return new Withdrawn();
        }

        /** Closed by time. */
        Expired expire() {
            return new Expired();
        }
    }

    /** In force. */
    record Active() implements ExceptionState {
        @Override
        public String word() {
            return "active";
        }

        /** Ended before its time. */
        Revoked revoke() {
            return new Revoked();
        }

        /** Ended by time. */
        Expired expire() {
            return new Expired();
        }
    }

    /** Refused by somebody who could have approved it. */
    record Rejected() implements ExceptionState {
        @Override
        public String word() {
            return "rejected";
        }
    }

    /** Taken back by who asked for it. */
    record Withdrawn() implements ExceptionState {
        @Override
        public String word() {
            return "withdrawn";
        }
    }

    /** Ended before its time. */
    record Revoked() implements ExceptionState {
        @Override
        public String word() {
            return "revoked";
        }
    }

    /** Ended by time. */
    record Expired() implements ExceptionState {
        @Override
        public String word() {
            return "expired";
        }
    }
}
