// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Decider;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicyResult;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.decision.Reads;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.decision.Trigger;
import dev.portcullis.policy.decision.Triggers;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** What a rule does not wait for, and does not read, never changes its result. */
@Tag("T-1")
class TriggerPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    /** The facts that rules read; scopes read the others. */
    private static final Set<Fact> OF_RULES =
            EnumSet.complementOf(EnumSet.of(Fact.COMPLIANCE_FRAMEWORKS, Fact.SECURITY_ATTRIBUTES));

    @Provide
    Arbitrary<List<Policy>> policies() {
        return Arbitraries.randomValue(random -> new Samples(random).policies());
    }

    @Provide
    Arbitrary<Snapshot> snapshots() {
        return Arbitraries.randomValue(random -> new Samples(random).snapshot());
    }

    @Property(tries = 1000)
    void anEventThatIsNoTriggerChangesNothing(
            @ForAll("policies") List<Policy> policies,
            @ForAll("snapshots") Snapshot before,
            @ForAll("snapshots") Snapshot other,
            @ForAll Random random) {
        Decision decision = decide(policies, before, NOW);
        for (Trigger trigger : Trigger.values()) {
            Instant now = trigger == Trigger.TIME ? NOW.plusSeconds(random.nextInt(10_000_000)) : NOW;
            Decision after = decide(policies, changed(trigger, before, other, random), now);
            compare(policies, decision, after, rule -> !Triggers.of(rule).contains(trigger), trigger.word());
        }
    }

    @Property(tries = 1000)
    void aFactThatIsNotReadNeedNotBeObtained(
            @ForAll("policies") List<Policy> policies, @ForAll("snapshots") Snapshot before) {
        Decision decision = decide(policies, before, NOW);
        for (Fact fact : OF_RULES) {
            Map<Fact, String> unavailable = new EnumMap<>(Fact.class);
            unavailable.putAll(before.unavailable());
            if (unavailable.remove(fact) == null) {
                unavailable.put(fact, "lost");
            }
            Snapshot changed = new SnapshotParts(before).unavailable(unavailable);
            compare(
                    policies,
                    decision,
                    decide(policies, changed, NOW),
                    rule -> !Reads.of(rule).contains(fact),
                    fact.word());
        }
    }

    private interface Unaffected {
        boolean test(ApprovalRule rule);
    }

    private static void compare(
            List<Policy> policies, Decision before, Decision after, Unaffected unaffected, String what) {
        List<ApprovalPolicy> approval = policies.stream()
                .filter(ApprovalPolicy.class::isInstance)
                .map(ApprovalPolicy.class::cast)
                .toList();
        for (int i = 0; i < approval.size(); i++) {
            PolicyResult one = before.policies().get(i);
            PolicyResult two = after.policies().get(i);
            boolean applies = one.status() != Status.NOT_APPLICABLE && two.status() != Status.NOT_APPLICABLE;
            for (int j = 0; applies && j < one.rules().size(); j++) {
                if (unaffected.test(approval.get(i).rules().get(j))) {
                    assertThat(shown(two.rules().get(j)))
                            .as(what + " of " + approval.get(i).rules().get(j))
                            .isEqualTo(shown(one.rules().get(j)));
                }
            }
        }
    }

    private static String shown(RuleResult rule) {
        return rule.status() + " " + rule.findings().ordinals();
    }

    /** The snapshot after an event: what the event is about is another's. */
    private static Snapshot changed(Trigger trigger, Snapshot before, Snapshot other, Random random) {
        SnapshotParts parts = new SnapshotParts(before);
        return switch (trigger) {
            case POLICY, PROJECT, MERGE_REQUEST, TIME -> before;
            case COMMITS -> parts.mergeRequest(withCommits(before.mergeRequest(), other.mergeRequest()));
            case SOURCE_PIPELINE -> Samples.with(before, other.source());
            case TARGET_PIPELINE -> parts.target(other.target());
            case VULNERABILITY -> parts.vulnerabilities(other.vulnerabilities());
            case ENRICHMENT -> Samples.with(before, enriched(before.source(), random));
            case EXCEPTION -> parts.exceptions(other.exceptions());
            case APPROVAL -> parts.approvals(other.approvals());
            case MEMBERS -> parts.people(other.members(), other.groups());
            case BYPASS -> parts.bypasses(other.bypasses());
        };
    }

    private static MergeRequest withCommits(MergeRequest old, MergeRequest other) {
        return new MergeRequest(
                old.iid(),
                old.author(),
                old.sourceBranch(),
                old.targetBranch(),
                old.sourceProject(),
                other.headSha(),
                other.mergedResultShas(),
                other.commits());
    }

    private static Side enriched(Side side, Random random) {
        List<Pipeline> pipelines = new ArrayList<>();
        for (Pipeline pipeline : side.pipelines()) {
            pipelines.add(Samples.with(
                    pipeline,
                    pipeline.scans().stream()
                            .map(scan -> enriched(scan, random))
                            .toList()));
        }
        return new Side(pipelines);
    }

    private static Scan enriched(Scan scan, Random random) {
        TreeMap<Integer, FindingFacts> findings = new TreeMap<>(scan.findings().byOrdinal());
        findings.replaceAll((_, facts) -> new FindingFacts(
                facts.uuid(),
                facts.scanner(),
                facts.severity(),
                facts.name(),
                facts.identifiers(),
                facts.path(),
                facts.falsePositive(),
                facts.fixAvailable(),
                random.nextBoolean(),
                random.nextDouble()));
        return new Scan(scan.type(), scan.status(), scan.job(), scan.reportSha256(), Findings.of(findings));
    }

    private static Decision decide(List<Policy> policies, Snapshot snapshot, Instant now) {
        List<AppliedPolicy> applied = new ArrayList<>();
        policies.forEach(policy -> applied.add(new AppliedPolicy(Level.GROUP, "acme", policy.name(), 1, policy)));
        return Decider.decide(PolicySet.of(applied), snapshot, now);
    }
}
