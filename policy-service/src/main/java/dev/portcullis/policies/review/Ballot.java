// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.review;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The approvals of one text: nobody who wrote it gives one, everybody gives at most one, and each is for what its giver
 * had before them.
 *
 * @param digest of what would come into force
 * @param authors everybody who wrote part of it
 * @param votes the approvals, the oldest first
 */
public record Ballot(String digest, Set<UUID> authors, List<Vote> votes) {
    public Ballot {
        requireNonNull(digest, "digest is null");
        authors = Set.copyOf(authors);
        votes = List.copyOf(votes);
        if (authors.isEmpty()) {
            throw new IllegalArgumentException("a text without an author");
        }
    }

    /**
     * An approval.
     *
     * @param person who gave it
     * @param digest what they had before them
     * @param at when
     */
    public record Vote(UUID person, String digest, Instant at) {
        public Vote {
            requireNonNull(person, "person is null");
            requireNonNull(digest, "digest is null");
            requireNonNull(at, "at is null");
        }
    }

    /** The same people before another text, of which {@code author} is an author from now on. */
    public Ballot rewritten(UUID author, String newDigest) {
        Set<UUID> all = new HashSet<>(authors);
        all.add(author);
        return new Ballot(newDigest, all, List.of());
    }

    /**
     * With one more approval.
     *
     * @param person who approves
     * @param sameHuman all persons that are one human with them, themselves included
     * @param seen the digest that they had before them
     * @throws Refusal where they wrote part of it, have approved before or saw something else
     */
    public Ballot approve(UUID person, Set<UUID> sameHuman, String seen, Instant now) {
        if (!seen.equals(digest)) {
            throw new Refusal(
                    Refusal.Kind.STALE, "It has changed since you read it. Read what it says now, then decide.");
        }
        if (!Collections.disjoint(authors, sameHuman)) {
            throw new Refusal(Refusal.Kind.OWN_WORK, "You wrote part of this, so somebody else has to approve it.");
        }
        if (votes.stream().anyMatch(vote -> sameHuman.contains(vote.person()))) {
            throw new Refusal(Refusal.Kind.REPEATED, "You have approved this before; once counts.");
        }
        List<Vote> all = new ArrayList<>(votes);
        all.add(new Vote(person, seen, now));
        return new Ballot(digest, authors, all);
    }

    /** Whether there are that many approvals. */
    public boolean hasEnough(int required) {
        return times().size() >= required;
    }

    /**
     * When there were enough approvals for the first time.
     *
     * @param required how many the level asks for, at least one
     * @throws Refusal where there are fewer
     */
    public Instant requireEnough(int required) {
        List<Instant> times = times();
        if (times.size() < required) {
            throw new Refusal(
                    Refusal.Kind.NOT_APPROVED,
                    "It has " + times.size() + " of " + required + " approvals. Ask somebody who wrote no part of it"
                            + " and holds the role policy-approver there.");
        }
        return times.get(required - 1);
    }

    private List<Instant> times() {
        Set<UUID> counted = new HashSet<>();
        return votes.stream()
                .filter(vote -> vote.digest().equals(digest))
                .filter(vote -> counted.add(vote.person()))
                .map(Vote::at)
                .sorted()
                .toList();
    }
}
