// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.alert.triage.AlertState.Acknowledged;
import dev.portcullis.alert.triage.AlertState.Dismissed;
import dev.portcullis.alert.triage.AlertState.Resolved;
import dev.portcullis.alert.triage.AlertState.Triggered;
import dev.portcullis.contracts.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertStateTest {
    private static final Actor ALICE = new Actor(Actor.Kind.PERSON, "1", "alice");
    private static final Instant THEN = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-24T13:00:00Z");
    private static final List<AlertState> STATES = List.of(
            new Triggered(THEN),
            new Acknowledged(ALICE, THEN),
            new Resolved(ALICE, THEN, null),
            new Dismissed(ALICE, THEN, "test data"));

    @Test
    void everyActionIsPossibleExactlyWhereItMakesSense() {
        Map<TriageAction, List<String>> reached = Map.of(
                new TriageAction.Acknowledge(null), List.of("ACKNOWLEDGED", "-", "-", "-"),
                new TriageAction.Resolve("fixed"), List.of("RESOLVED", "RESOLVED", "-", "-"),
                new TriageAction.Dismiss("noise"), List.of("DISMISSED", "DISMISSED", "-", "-"),
                new TriageAction.Reopen(null), List.of("-", "-", "TRIGGERED", "TRIGGERED"));

        reached.forEach((action, expected) -> assertThat(STATES)
                .as(action.toString())
                .extracting(state -> state.after(action, ALICE, NOW)
                        .map(next -> next.status().name())
                        .orElse("-"))
                .isEqualTo(expected));
    }

    @Test
    void theNewStateKnowsWhoWhenAndWhy() {
        AlertState dismissed = new Triggered(THEN)
                .after(new TriageAction.Dismiss("noise"), ALICE, NOW)
                .orElseThrow();

        assertThat(dismissed).isEqualTo(new Dismissed(ALICE, NOW, "noise"));
    }

    @Test
    void onlyAResolvedAlertIsTriggeredAnewWhenItIsSeenLater() {
        Instant later = THEN.plusSeconds(1);

        assertThat(STATES)
                .extracting(state -> state.seenAgain(later, NOW).status().name())
                .containsExactly("TRIGGERED", "ACKNOWLEDGED", "TRIGGERED", "DISMISSED");
    }

    @Test
    void whatWasSeenBeforeTheResolutionButArrivesLaterDoesNotReopen() {
        AlertState resolved = new Resolved(ALICE, THEN, null);

        assertThat(resolved.seenAgain(THEN, NOW)).isEqualTo(resolved);
        assertThat(resolved.seenAgain(THEN.minusSeconds(1), NOW)).isEqualTo(resolved);
    }
}
