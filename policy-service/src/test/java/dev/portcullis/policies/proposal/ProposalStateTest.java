// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policies.proposal.ProposalState.Activated;
import dev.portcullis.policies.proposal.ProposalState.Expired;
import dev.portcullis.policies.proposal.ProposalState.Open;
import dev.portcullis.policies.proposal.ProposalState.Rejected;
import dev.portcullis.policies.review.Ballot;
import dev.portcullis.policies.review.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProposalStateTest {
    private static final UUID ALICE = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);
    private static final UUID CAROL = new UUID(0, 3);
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final Open open = new Open(1, new Ballot("d1", Set.of(ALICE), List.of()), LATER);

    @Test
    void aSecondPersonsApprovalLeadsToActivation() {
        Open approved = open.approve(BOB, Set.of(BOB), "d1", NOW);

        assertThat(approved.activate(1, Duration.ZERO, NOW)).isInstanceOf(Activated.class);
        refused(Refusal.Kind.NOT_APPROVED, () -> approved.activate(2, Duration.ZERO, NOW));
        refused(Refusal.Kind.NOT_APPROVED, () -> open.activate(1, Duration.ZERO, NOW));
    }

    @Test
    void whatIsApprovedRestsBeforeItIsActivated() {
        Duration rest = Duration.ofSeconds(10);
        Open enough = open.approve(BOB, Set.of(BOB), "d1", NOW);
        Open more = enough.approve(CAROL, Set.of(CAROL), "d1", NOW.plusSeconds(5));

        refused(Refusal.Kind.COOLING_DOWN, () -> enough.activate(1, rest, NOW.plusSeconds(9)));
        assertThat(enough.activate(1, rest, NOW.plusSeconds(10))).isInstanceOf(Activated.class);
        assertThat(more.activate(1, rest, NOW.plusSeconds(10))).isInstanceOf(Activated.class);
        refused(Refusal.Kind.COOLING_DOWN, () -> more.activate(2, rest, NOW.plusSeconds(14)));
        assertThat(more.activate(2, rest, NOW.plusSeconds(15))).isInstanceOf(Activated.class);
    }

    @Test
    void breakingTheGlassPassesOverApprovalsButNotOverTime() {
        assertThat(open.breakGlass(NOW)).isInstanceOf(Activated.class);
        refused(Refusal.Kind.CLOSED, () -> open.breakGlass(LATER));
    }

    @Test
    void noAuthorApprovesUnderAnyIdentity() {
        refused(Refusal.Kind.OWN_WORK, () -> open.approve(ALICE, Set.of(ALICE), "d1", NOW));
        refused(Refusal.Kind.OWN_WORK, () -> open.approve(CAROL, Set.of(CAROL, ALICE), "d1", NOW));
    }

    @Test
    void aRevisionVoidsApprovalsAndMakesAnAuthor() {
        Open revised = open.approve(BOB, Set.of(BOB), "d1", NOW).revise(BOB, "d2");

        assertThat(revised.edition()).isEqualTo(2);
        assertThat(revised.ballot().votes()).isEmpty();
        refused(Refusal.Kind.OWN_WORK, () -> revised.approve(BOB, Set.of(BOB), "d2", NOW));
        refused(Refusal.Kind.OWN_WORK, () -> revised.approve(ALICE, Set.of(ALICE), "d2", NOW));
        refused(Refusal.Kind.NOT_APPROVED, () -> revised.activate(1, Duration.ZERO, NOW));
        assertThat(revised.approve(CAROL, Set.of(CAROL), "d2", NOW).activate(1, Duration.ZERO, NOW))
                .isInstanceOf(Activated.class);
    }

    @Test
    void anApprovalIsBoundToWhatWasSeen() {
        refused(Refusal.Kind.STALE, () -> open.revise(ALICE, "d2").approve(BOB, Set.of(BOB), "d1", NOW));
    }

    @Test
    void oneHumanCountsOnce() {
        Open once = open.approve(BOB, Set.of(BOB), "d1", NOW);

        refused(Refusal.Kind.REPEATED, () -> once.approve(BOB, Set.of(BOB), "d1", NOW));
        refused(Refusal.Kind.REPEATED, () -> once.approve(CAROL, Set.of(CAROL, BOB), "d1", NOW));
    }

    @Test
    void timeEndsIt() {
        assertThat(open.at(NOW)).isSameAs(open);
        assertThat(open.at(LATER)).isInstanceOf(Expired.class);
        refused(Refusal.Kind.CLOSED, () -> open.approve(BOB, Set.of(BOB), "d1", LATER));
        Open approved = open.approve(BOB, Set.of(BOB), "d1", NOW);
        refused(Refusal.Kind.CLOSED, () -> approved.activate(1, Duration.ZERO, LATER));
    }

    @Test
    void onlyAnAuthorWithdraws() {
        assertThat(open.withdraw(ALICE).word()).isEqualTo("withdrawn");
        refused(Refusal.Kind.NOT_AUTHOR, () -> open.withdraw(BOB));
    }

    @Test
    void whatIsClosedStaysClosed() {
        refused(Refusal.Kind.CLOSED, () -> new Rejected().requireOpen());
    }

    private static void refused(Refusal.Kind kind, ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
    }
}
