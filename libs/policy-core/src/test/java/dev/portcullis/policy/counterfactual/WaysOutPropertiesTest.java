// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Samples;
import dev.portcullis.policy.decision.ActionResult;
import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Decider;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** What holds for the ways out of every blocked merge request, over and above that each suffices and no part does. */
@Tag("C-1")
class WaysOutPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Provide
    Arbitrary<List<Policy>> policies() {
        return Arbitraries.randomValue(random -> new Samples(random).policies());
    }

    @Provide
    Arbitrary<Snapshot> snapshots() {
        return Arbitraries.randomValue(random -> new Samples(random).snapshot());
    }

    @Property(tries = 1000)
    void whateverIsTakenInsteadSufficesToo(
            @ForAll("policies") List<Policy> policies, @ForAll("snapshots") Snapshot snapshot, @ForAll Random random) {
        for (WayOut way : WaysOut.of(set(policies), snapshot, NOW)) {
            for (int attempt = 0; attempt < 5; attempt++) {
                List<Change> taken = new ArrayList<>();
                for (WayOut.Step step : way.changes()) {
                    List<Change> choice = new ArrayList<>(step.instead());
                    choice.add(step.change());
                    choice.removeAll(taken);
                    if (choice.isEmpty()) {
                        taken.clear();
                        break;
                    }
                    taken.add(choice.get(random.nextInt(choice.size())));
                }
                if (taken.size() == way.changes().size()) {
                    assertThat(passes(set(policies), snapshot, taken))
                            .as(taken + " of " + way)
                            .isTrue();
                }
            }
        }
    }

    @Property(tries = 1000)
    void whereApprovalsAloneSufficeAWayIsNoLongerThanTheFewest(
            @ForAll("policies") List<Policy> policies, @ForAll("snapshots") Snapshot snapshot) {
        PolicySet set = set(policies);
        Decision decision = Decider.decide(set, snapshot, NOW);
        List<Change> approvals = decision.policies().stream()
                .flatMap(policy -> policy.actions().stream())
                .map(ActionResult::eligible)
                .flatMap(List::stream)
                .distinct()
                .<Change>map(Change.Approve::new)
                .toList();
        int fewest = fewest(set, snapshot, approvals);
        if (decision.outcome().blocks() && approvals.size() <= 8 && fewest > 0) {
            assertThat(WaysOut.of(set, snapshot, NOW).getFirst().changes()).hasSizeLessThanOrEqualTo(fewest);
        }
    }

    /** The size of the smallest part that suffices; 0: none does. */
    private static int fewest(PolicySet policies, Snapshot snapshot, List<Change> changes) {
        int fewest = 0;
        for (int mask = 1; mask < 1 << Math.min(8, changes.size()); mask++) {
            int size = Integer.bitCount(mask);
            List<Change> part = new ArrayList<>();
            for (int i = 0; i < changes.size(); i++) {
                if ((mask & 1 << i) != 0) {
                    part.add(changes.get(i));
                }
            }
            if ((fewest == 0 || size < fewest) && passes(policies, snapshot, part)) {
                fewest = size;
            }
        }
        return fewest;
    }

    private static boolean passes(PolicySet policies, Snapshot snapshot, List<Change> changes) {
        return !Decider.decide(policies, WaysOut.after(snapshot, changes), NOW)
                .outcome()
                .blocks();
    }

    private static PolicySet set(List<Policy> policies) {
        List<AppliedPolicy> applied = new ArrayList<>();
        policies.forEach(policy -> applied.add(new AppliedPolicy(Level.GROUP, "acme", policy.name(), 1, policy)));
        return PolicySet.of(applied);
    }
}
