// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Samples;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.FindingCriteria;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.ScannerRule;
import dev.portcullis.policy.model.VulnerabilityState;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.StoredVulnerability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rules count, by the index of what changed, what they would count by going through every scan. */
class IndexPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Provide
    Arbitrary<List<Policy>> policies() {
        return Arbitraries.randomValue(random -> new Samples(random).policies());
    }

    @Provide
    Arbitrary<Snapshot> snapshots() {
        return Arbitraries.randomValue(random -> new Samples(random).snapshot());
    }

    @Property(tries = 3000)
    void whatIsCountedByTheIndexIsCountedWithoutIt(
            @ForAll("policies") List<Policy> policies, @ForAll("snapshots") Snapshot snapshot) {
        for (Policy policy : policies) {
            if (policy instanceof ApprovalPolicy approval) {
                AppliedPolicy applied = new AppliedPolicy(Level.GROUP, "acme", policy.name(), 1, policy);
                Evaluation evaluation = new Evaluation(PolicySet.of(List.of(applied)), snapshot, NOW);
                for (RuleResult result :
                        JudgedPolicy.judge(evaluation, applied, approval).rules()) {
                    List<Findings> counted = counted(result);
                    if (!counted.isEmpty()
                            && approval.rules().get(result.index()) instanceof ApprovalRule.ScanFinding rule) {
                        assertThat(counted).isEqualTo(expected(snapshot, applied, rule));
                    }
                }
            }
        }
    }

    private static List<Findings> counted(RuleResult result) {
        return result.reasons().stream()
                .filter(Reason.Counted.class::isInstance)
                .map(reason -> ((Reason.Counted) reason).findings())
                .toList();
    }

    private static List<Findings> expected(Snapshot snapshot, AppliedPolicy policy, ApprovalRule.ScanFinding rule) {
        List<Findings> expected = new ArrayList<>();
        if (!rule.scanners().isEmpty() || rule.scannerRules().isEmpty()) {
            expected.add(expected(snapshot, policy, rule, rule.scanners(), rule.criteria()));
        }
        for (ScannerRule alone : rule.scannerRules()) {
            expected.add(expected(snapshot, policy, rule, Set.of(alone.type()), alone.criteria()));
        }
        return expected;
    }

    private static Findings expected(
            Snapshot snapshot,
            AppliedPolicy applied,
            ApprovalRule.ScanFinding rule,
            Set<ScanType> scanners,
            FindingCriteria criteria) {
        Evaluation evaluation = new Evaluation(PolicySet.EMPTY, snapshot, NOW);
        FindingFilter filter = new FindingFilter(new Selection(scanners, criteria), evaluation, applied);
        Set<VulnerabilityState> states = EnumSet.noneOf(VulnerabilityState.class);
        states.addAll(
                rule.states().isEmpty()
                        ? Set.of(VulnerabilityState.NEW_NEEDS_TRIAGE, VulnerabilityState.NEW_DISMISSED)
                        : rule.states());
        StoredFindings stored = new StoredFindings(evaluation, rule, states, filter);
        boolean readsStored = snapshot.has(Fact.VULNERABILITIES)
                && snapshot.mergeRequest()
                        .targetBranch()
                        .equals(snapshot.project().defaultBranch());
        boolean readsNew = states.contains(VulnerabilityState.NEW_NEEDS_TRIAGE)
                || states.contains(VulnerabilityState.NEW_DISMISSED);
        if (!readsNew) {
            return filter.certain(stored.all());
        }
        Pipelines baseline = Baseline.choose(
                snapshot,
                ((ApprovalPolicy) applied.policy()).tuning().reportTimeWindowMinutes(),
                NOW,
                Pipelines::hasScans);
        Findings source = kept(evaluation.source(), filter);
        Findings target = kept(baseline, filter);
        Findings fresh = filter.withoutExcepted(source.filterOrdinals(ordinal -> states.contains(
                        evaluation.isDismissed(ordinal)
                                ? VulnerabilityState.NEW_DISMISSED
                                : VulnerabilityState.NEW_NEEDS_TRIAGE))
                .minus(target));
        TreeMap<Integer, FindingFacts> known = new TreeMap<>();
        Findings either = source.or(target);
        for (StoredVulnerability vulnerability : snapshot.vulnerabilities()) {
            FindingFacts facts = either.get(vulnerability.ordinal());
            if (readsStored && facts != null && stored.isAskedFor(vulnerability)) {
                known.put(vulnerability.ordinal(), facts);
            }
        }
        return filter.certain(fresh.or(Findings.of(known)));
    }

    private static Findings kept(Pipelines pipelines, FindingFilter filter) {
        return pipelines
                .successfulScans()
                .map(scan -> scan.findings().filter(facts -> filter.keeps(scan.type(), facts)))
                .reduce(Findings.EMPTY, Findings::or);
    }
}
