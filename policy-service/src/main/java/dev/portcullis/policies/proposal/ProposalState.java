// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
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
     * An approval.
     *
     * @param person who gave it
     * @param digest what they had before them
     */
    record Vote(UUID person, String digest) {
        public Vote {
            requireNonNull(person, "person is null");
            requireNonNull(digest, "digest is null");
        }
    }

    /**
     * A proposal that waits for people.
     *
     * @param edition counts the texts that it had, from 1
     * @param digest of what would come into force
     * @param authors everybody who wrote one of the editions
     * @param votes the approvals of this edition
     * @param expiresAt when it closes by itself
     */
    record Open(int edition, String digest, Set<UUID> authors, List<Vote> votes, Instant expiresAt)
            implements ProposalState {
        public Open {
            requireNonNull(digest, "digest is null");
            requireNonNull(expiresAt, "expiresAt is null");
            authors = Set.copyOf(authors);
            votes = List.copyOf(votes);
            if (authors.isEmpty()) {
                throw new IllegalArgumentException("a proposal without an author");
            }
        }

        @Override
        public String word() {
            return "open";
        }

        /** Another text: earlier approvals were given to the former one, and whoever revises becomes an author. */
        Open revise(UUID author, String newDigest) {
            Set<UUID> all = new HashSet<>(authors);
            all.add(author);
            return new Open(edition + 1, newDigest, all, List.of(), expiresAt);
        }

        /**
         * An approval.
         *
         * @param person who approves
         * @param sameHuman all persons that are one human with them, themselves included
         * @param seen the digest that they had before them
         * @throws Refusal where they wrote part of it, have approved before or saw something else
         */
        Open approve(UUID person, Set<UUID> sameHuman, String seen, Instant now) {
            requireAlive(now);
            if (!seen.equals(digest)) {
                throw new Refusal(
                        Refusal.Kind.STALE,
                        "The proposal has changed since you read it. Read edition " + edition + ", then decide.");
            }
            if (!Collections.disjoint(authors, sameHuman)) {
                throw new Refusal(
                        Refusal.Kind.OWN_WORK, "You wrote part of this proposal, so somebody else has to approve it.");
            }
            if (votes.stream().anyMatch(vote -> sameHuman.contains(vote.person()))) {
                throw new Refusal(Refusal.Kind.REPEATED, "You have approved this edition before; once counts.");
            }
            List<Vote> all = new ArrayList<>(votes);
            all.add(new Vote(person, seen));
            return new Open(edition, digest, authors, all, expiresAt);
        }

        /**
         * The end that a proposal is made for.
         *
         * @param required how many approvals the level asks for
         * @throws Refusal where there are fewer
         */
        Activated activate(int required, Instant now) {
            requireAlive(now);
            long given = votes.stream()
                    .filter(vote -> vote.digest().equals(digest))
                    .map(Vote::person)
                    .distinct()
                    .count();
            if (given < required) {
                throw new Refusal(
                        Refusal.Kind.NOT_APPROVED,
                        "It has " + given + " of " + required + " approvals. Ask somebody who is no author of it and"
                                + " holds the role policy-approver there.");
            }
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
            if (!authors.contains(person)) {
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
