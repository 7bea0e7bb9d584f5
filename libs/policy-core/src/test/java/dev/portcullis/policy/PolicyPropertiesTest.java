// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.counterfactual.Change;
import dev.portcullis.policy.counterfactual.WayOut;
import dev.portcullis.policy.counterfactual.WaysOut;
import dev.portcullis.policy.counterfactual.WaysOutSentences;
import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Decider;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.decision.Explanation;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicyResult;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.PolicyPrinter;
import dev.portcullis.policy.lint.Linter;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.scenario.ScenarioFile;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.SnapshotJson;
import dev.portcullis.policy.snapshot.SnapshotParts;
import dev.portcullis.policy.snapshot.StoredState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** What holds for every policy and every snapshot. */
class PolicyPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Provide
    Arbitrary<List<Policy>> policies() {
        return Arbitraries.randomValue(random -> new Samples(random).policies());
    }

    @Provide
    Arbitrary<Snapshot> snapshots() {
        return Arbitraries.randomValue(random -> new Samples(random).snapshot());
    }

    @Provide
    Arbitrary<String> mangledFiles() {
        return Arbitraries.randomValue(random -> new Samples(random).mangled());
    }

    @Property(tries = 500)
    void printingAndReadingGivesTheSamePolicies(@ForAll("policies") List<Policy> policies) {
        PolicyDocument read = PolicyDocument.parse(PolicyPrinter.print(policies), "printed");
        assertThat(read.problems().stream().filter(problem -> !problem.rule().equals("skipped-cadence")))
                .isEmpty();
        assertThat(read.policies()).isEqualTo(policies);
    }

    @Property(tries = 1000)
    void everySnapshotIsDecidedAndReplaysToTheSameBytes(
            @ForAll("policies") List<Policy> policies, @ForAll("snapshots") Snapshot snapshot) {
        Decision decision = decide(policies, snapshot);
        byte[] bytes = DecisionJson.write(decision);
        SnapshotParts parts = SnapshotParts.of(snapshot);
        Snapshot replayed = SnapshotParts.join(parts.root(), parts.parts()::get);
        assertThat(replayed).isEqualTo(snapshot);
        assertThat(DecisionJson.write(decide(policies, replayed))).isEqualTo(bytes);
        assertThat(DecisionJson.read(bytes)).isEqualTo(decision);
        assertThat(SnapshotParts.of(SnapshotJson.read(SnapshotJson.write(snapshot)))
                        .digest())
                .isEqualTo(parts.digest());
        Explanation explanation = new Explanation(user -> "user " + user);
        assertThat(explanation.lines(decision.trace())).doesNotContainNull().isNotEmpty();
        assertThat(explanation.blockers(decision)).doesNotContainNull();
    }

    @Property(tries = 500)
    void theOrderOfPoliciesRulesAndFactsDoesNotMatter(
            @ForAll("policies") List<Policy> policies, @ForAll("snapshots") Snapshot snapshot, @ForAll Random random) {
        List<Policy> shuffled = new ArrayList<>(policies);
        Collections.shuffle(shuffled, random);
        Decision one = decide(policies, snapshot);
        Decision other = decide(
                shuffled.stream().map(policy -> Shuffled.policy(policy, random)).toList(),
                Shuffled.snapshot(snapshot, random));
        assertThat(other.outcome()).isEqualTo(one.outcome());
        assertThat(other.approvalsLeft()).isEqualTo(one.approvalsLeft());
        assertThat(other.botComment()).isEqualTo(one.botComment());
        assertThat(other.revisitAt()).isEqualTo(one.revisitAt());
        assertThat(statuses(other)).isEqualTo(statuses(one));
        assertThat(other.findings().ordinals()).isEqualTo(one.findings().ordinals());
    }

    @Property(tries = 1000)
    void aFurtherFindingNeverUnblocks(
            @ForAll("policies") List<Policy> policies, @ForAll("snapshots") Snapshot snapshot, @ForAll Random random) {
        unblocksNothing(policies, snapshot, Grown.byFinding(snapshot, random));
    }

    @Property(tries = 1000)
    void aFurtherComponentNeverUnblocks(
            @ForAll("policies") List<Policy> policies, @ForAll("snapshots") Snapshot snapshot, @ForAll Random random) {
        String license = List.of("MIT", "GPL-3.0-only", "MIT OR Foo", "").get(random.nextInt(4));
        unblocksNothing(policies, snapshot, Grown.byComponent(snapshot, license));
    }

    @Property(tries = 1000)
    void aFurtherVulnerabilityNeverUnblocks(
            @ForAll("policies") List<Policy> policies,
            @ForAll("snapshots") Snapshot snapshot,
            @ForAll StoredState state,
            @ForAll Random random) {
        Instant detectedAt = NOW.minus(Duration.ofDays(random.nextInt(800)));
        unblocksNothing(policies, snapshot, Grown.byVulnerability(snapshot, state, detectedAt, random));
    }

    private static void unblocksNothing(List<Policy> policies, Snapshot snapshot, Snapshot grown) {
        Decision before = decide(policies, snapshot);
        Decision after = decide(policies, grown);
        for (int i = 0; i < before.policies().size(); i++) {
            if (before.policies().get(i).status() == Status.VIOLATED) {
                assertThat(after.policies().get(i).status()).isEqualTo(Status.VIOLATED);
            }
        }
        assertThat(after.outcome()).isLessThanOrEqualTo(before.outcome());
        assertThat(after.approvalsLeft()).isGreaterThanOrEqualTo(before.approvalsLeft());
    }

    @Property(tries = 1000)
    @Tag("C-1")
    void aWayOutSufficesAndNoPartOfItDoes(
            @ForAll("policies") List<Policy> policies, @ForAll("snapshots") Snapshot snapshot) {
        List<WayOut> ways = WaysOut.of(set(policies), snapshot, NOW);
        assertThat(ways).hasSizeLessThanOrEqualTo(WaysOut.MOST_WAYS).doesNotHaveDuplicates();
        if (!decide(policies, snapshot).outcome().blocks()) {
            assertThat(ways).isEmpty();
        }
        for (WayOut way : ways) {
            List<Change> changes = way.plain();
            assertThat(passes(policies, snapshot, changes)).isTrue();
            int subsets = changes.size() > 8 ? 0 : (1 << changes.size()) - 1;
            for (int mask = 0; mask < subsets; mask++) {
                List<Change> part = new ArrayList<>();
                for (int i = 0; i < changes.size(); i++) {
                    if ((mask & 1 << i) != 0) {
                        part.add(changes.get(i));
                    }
                }
                assertThat(passes(policies, snapshot, part))
                        .as(part + " of " + changes)
                        .isFalse();
            }
            for (Change change : changes) {
                List<Change> part = new ArrayList<>(changes);
                part.remove(change);
                assertThat(passes(policies, snapshot, part))
                        .as("without " + change)
                        .isFalse();
            }
        }
        assertThat(new WaysOutSentences(user -> "user " + user).of(ways)).hasSameSizeAs(ways);
        assertThat(WaysOut.of(set(policies), snapshot, NOW)).isEqualTo(ways);
    }

    @Property(tries = 2000)
    void everyTextIsReadOrRefusedWithAPlace(@ForAll("mangledFiles") String text) {
        PolicyDocument document = PolicyDocument.parse(text, "mangled");
        assertThat(document.problems()).allSatisfy(problem -> {
            assertThat(problem.at().line()).isPositive();
            assertThat(problem.at().column()).isPositive();
        });
        Linter.lint(document);
        assertThat(ScenarioFile.parse(text.getBytes(StandardCharsets.UTF_8), "mangled", _ -> null)
                        .problems())
                .isNotNull();
    }

    @Property(tries = 1000)
    void allBytesAreReadOrRefused(@ForAll byte[] bytes) {
        PolicyDocument document = PolicyDocument.parse(bytes, "bytes");
        assertThat(document.policies().isEmpty() && document.problems().isEmpty())
                .isFalse();
    }

    private static boolean passes(List<Policy> policies, Snapshot snapshot, List<Change> changes) {
        return !decide(policies, WaysOut.after(snapshot, changes)).outcome().blocks();
    }

    static Decision decide(List<Policy> policies, Snapshot snapshot) {
        return Decider.decide(set(policies), snapshot, NOW);
    }

    private static PolicySet set(List<Policy> policies) {
        List<AppliedPolicy> applied = new ArrayList<>();
        for (Policy policy : policies) {
            applied.add(new AppliedPolicy(Level.GROUP, "acme", policy.name(), 1, policy));
        }
        return PolicySet.of(applied);
    }

    private static Map<String, Status> statuses(Decision decision) {
        return decision.policies().stream().collect(Collectors.toMap(PolicyResult::name, PolicyResult::status));
    }
}
