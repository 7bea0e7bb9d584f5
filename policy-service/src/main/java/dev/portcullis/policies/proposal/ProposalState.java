// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policies.review.Ballot;
import dev.portcullis.policies.review.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * The life of a proposal. What can happen to it is a method of the state in which it can happen; a closed proposal has
 * none.
 */
sealed interface ProposalState {
    /** The word that people and the database use. */
    String word();

    /**
     * The open state, for what only an open proposal allows.
     *
     * @throws Refusal where the proposal is closed
     */
    default Open requireOpen() {
        if (this instanceof Open open) {
            return open;
        }
        throw new Refusal(
                Refusal.Kind.CLOSED, "The proposal was " + word() + " before, so nothing changes it any more.");
    }

    /**
     * A proposal that waits for people.
     *
     * @param edition counts the texts that it had, from 1
     * @param ballot the approvals of this edition
     * @param expiresAt when it closes by itself
     */
    record Open(int edition, Ballot ballot, Instant expiresAt) implements ProposalState {
        public Open {
            requireNonNull(ballot, "ballot is null");
            requireNonNull(expiresAt, "expiresAt is null");
        }

        @Override
        public String word() {
            return "open";
        }

        /** Another text: earlier approvals were given to the former one, and whoever revises becomes an author. */
        Open revise(UUID author, String newDigest) {
            return new Open(edition + 1, ballot.rewritten(author, newDigest), expiresAt);
        }

        /**
         * An approval.
         *
         * @throws Refusal where the rules of {@link Ballot#approve} or time are against it
         */
        Open approve(UUID person, Set<UUID> sameHuman, String seen, Instant now) {
            requireAlive(now);
            return new Open(edition, ballot.approve(person, sameHuman, seen, now), expiresAt);
        }

        /**
         * The end that a proposal is made for.
         *
         * @param required how many approvals the level asks for
         * @param coolDown how long it has to rest after the last of them
         * @throws Refusal where there are fewer, or the time is not over
         */
        Activated activate(int required, Duration coolDown, Instant now) {
            requireAlive(now);
            Instant at = ballot.requireEnough(required).plus(coolDown);
            if (now.isBefore(at)) {
                throw new Refusal(
                        Refusal.Kind.COOLING_DOWN,
                        "It is approved and rests until " + at + ". Then it can be activated; until then it can"
                                + " still be rejected or withdrawn.");
            }
            return new Activated();
        }

        /** Brought into force by an administrator alone: approvals and rest are passed over, to be reviewed after. */
        Activated breakGlass(Instant now) {
            requireAlive(now);
            return new Activated();
        }

        /** A refusal that ends it. */
        Rejected reject() {
            return new Rejected();
        }

        /**
         * Taken back.
         *
         * @throws Refusal where {@code person} is none of the authors
         */
        Withdrawn withdraw(UUID person) {
            if (!ballot.authors().contains(person)) {
                throw new Refusal(Refusal.Kind.NOT_AUTHOR, "Only an author withdraws a proposal. You can reject it.");
            }
            return new Withdrawn();
        }

        /** Closed by time, if its time has come; itself otherwise. */
        ProposalState at(Instant now) {
            return now.isBefore(expiresAt) ? this : new Expired();
        }

        private void requireAlive(Instant now) {
            if (!now.isBefore(expiresAt)) {
                throw new Refusal(Refusal.Kind.CLOSED, "The proposal expired at " + expiresAt + ". Propose it again.");
            }
        }
    }

    /** In force. */
    record Activated() implements ProposalState {
        @Override
        public String word() {
            return "activated";
        }
    }

    /** Refused by somebody who could have approved it. */
    record Rejected() implements ProposalState {
        @Override
        public String word() {
            return "rejected";
        }
    }

    /** Taken back by an author. */
    record Withdrawn() implements ProposalState {
        @Override
        public String word() {
            return "withdrawn";
        }
    }

    /** Closed by time. */
    record Expired() implements ProposalState {
        @Override
        public String word() {
            return "expired";
        }
    }
}
