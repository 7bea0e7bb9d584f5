// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.model.ApprovalSettings;
import dev.portcullis.policy.model.CommitKind;
import dev.portcullis.policy.model.Enforcement;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A stored decision stays readable for ever. The first file was written by the first version, each further one by the
 * first that had a new kind of result or a new field; the last one holds a result of every kind.
 */
class DecisionGoldenTest {
    @Test
    void theFirstFormatIsReadAndWrittenAsItStands() throws IOException {
        check("decision-1.json", "592c5d1ea042cefb3047ecba43efd747f95a049a924056ae76d98825b49f6692", first());
    }

    @Test
    void theFormatThatTellsWhatWasComparedIsReadAndWrittenAsItStands() throws IOException {
        check("decision-2.json", "d2787d4d0b310d69ed205e262b77826b10ea708dfb1c5e4c016ae4a11191ec0f", decision());
    }

    private static void check(String file, String digest, Decision expected) throws IOException {
        byte[] bytes = golden(file);
        Decision decision = DecisionJson.read(bytes);
        assertThat(decision).isEqualTo(expected);
        assertThat(DecisionJson.write(decision)).isEqualTo(bytes);
        assertThat(CanonicalJson.sha256(bytes)).isEqualTo(digest);
    }

    @Test
    void everyKindOfReasonAndOfInapplicabilityIsInIt() {
        Set<Class<?>> kinds = new HashSet<>();
        for (PolicyResult policy : decision().policies()) {
            policy.rules().forEach(rule -> rule.reasons().forEach(reason -> kinds.add(reason.getClass())));
            if (policy.notApplicable() != null) {
                kinds.add(policy.notApplicable().getClass());
            }
        }
        assertThat(kinds)
                .containsAll(Arrays.asList(NotApplicable.class.getPermittedSubclasses()))
                .containsAll(Arrays.asList(Reason.class.getPermittedSubclasses()));
    }

    private static byte[] golden(String file) throws IOException {
        try (InputStream in = DecisionGoldenTest.class.getResourceAsStream("/golden/" + file)) {
            return in.readAllBytes();
        }
    }

    private static Decision first() {
        return decision(List.of());
    }

    static Decision decision() {
        return decision(List.of(new Reason.Compared(List.of(9L, 10L), List.of(5L))));
    }

    private static Decision decision(List<Reason> later) {
        FindingFacts finding = new FindingFacts(
                "4961388b-9d8e-5da0-a499-3ef5da58daf0",
                ScanType.SAST,
                Severity.HIGH,
                "Injection ‘é’",
                List.of("CVE-2026-1"),
                "src/a.py",
                false,
                true,
                true,
                0.25);
        Findings findings = Findings.of(new TreeMap<>(Map.of(3, finding)));
        List<Reason> reasons = new ArrayList<>(List.of(
                new Reason.BranchNotCovered("other"),
                new Reason.Counted(List.of(ScanType.SAST), 0, findings),
                new Reason.NothingToCount("release/1"),
                new Reason.InError(ErrorCode.SCAN_REMOVED, List.of(ScanType.DAST), true),
                new Reason.EnforcedElsewhere(List.of(ScanType.SAST)),
                new Reason.Waiting(List.of(9L)),
                new Reason.FactMissing(Fact.SIGNATURES, "403", false),
                new Reason.Commits(CommitKind.UNSIGNED, List.of("a1")),
                new Reason.Licenses(List.of(new Reason.DeniedLicense("pkg:npm/a@1", "MIT"))),
                new Reason.Excepted(List.of("exception-1"), 2)));
        reasons.addAll(later);
        List<ActionResult> actions =
                List.of(new ActionResult(0, 2, List.of(11L, 12L), List.of(11L), List.of(13L), false));
        List<NotApplicable> notApplicable = List.of(
                new NotApplicable.Disabled(),
                new NotApplicable.OutOfScope(),
                new NotApplicable.BranchNotCovered("other", false),
                new NotApplicable.BranchesBypass("hotfix", "main"),
                new NotApplicable.Bypassed(12, "incident"),
                new NotApplicable.Excepted(List.of("exception-2")));
        List<PolicyResult> policies = new ArrayList<>();
        policies.add(result("Violated", Status.VIOLATED, null, reasons, actions, null));
        policies.add(result("Warns", Status.VIOLATED, null, List.of(), actions, new PolicyResult.Release(12, "seen")));
        notApplicable.forEach(why ->
                policies.add(result("Not " + policies.size(), Status.NOT_APPLICABLE, why, List.of(), List.of(), null)));
        return new Decision(
                Outcome.APPROVAL_REQUIRED,
                policies,
                1,
                true,
                ApprovalSettings.NONE,
                List.of(new Reason.FactMissing(Fact.MEMBERS, "500", false)),
                Instant.parse("2026-12-01T00:00:00Z"),
                "00".repeat(32),
                "1",
                Instant.parse("2026-11-24T12:00:00Z"));
    }

    private static PolicyResult result(
            String name,
            Status status,
            NotApplicable why,
            List<Reason> reasons,
            List<ActionResult> actions,
            PolicyResult.Release release) {
        return new PolicyResult(
                name,
                Level.GROUP,
                "acme",
                "policy-1",
                3,
                release == null ? Enforcement.ENFORCE : Enforcement.WARN,
                status,
                why,
                reasons.isEmpty() ? List.of() : List.of(new RuleResult(0, status, reasons)),
                actions,
                release);
    }
}
