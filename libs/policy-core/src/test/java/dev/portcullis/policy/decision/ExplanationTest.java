// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.ApprovalSettings;
import dev.portcullis.policy.model.CommitKind;
import dev.portcullis.policy.model.Enforcement;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every sentence that an explanation is made of. */
class ExplanationTest {
    @Test
    @Tag("S2.10-4")
    void aDecisionIsToldStepByStep() {
        assertThat(Told.of(DecisionGoldenTest.decision()).lines())
                .containsExactly("""
                        Approval required: 1 approval is missing.
                          ‘Violated’: violated.
                            Rule 1 is violated.
                              The branch other is not covered.
                              1 finding counts (sast), 0 allowed: high Injection ‘é’ in src/a.py.
                              Stored vulnerabilities count on the default branch only, and the target is release/1.
                              Missing scans (dast) (the policy's fallback lets that pass).
                              Missing scans (sast) are enforced by an execution policy.
                              Waits for pipeline #9.
                              The commits' signatures could not be obtained (403).
                              Without a signature: a1.
                              Licences that are not accepted: pkg:npm/a@1 (MIT).
                              2 findings are excepted by exception-1.
                              Compared pipelines #9, #10 with pipeline #5 of the target.
                            Approval 1: 2 required, approved by user 11; not eligible: user 13; needs 1 more of: user 12.
                          ‘Warns’ warns: violated, released by user 12: seen.
                            Approval 1: 2 required, approved by user 11; not eligible: user 13; needs 1 more of: user 12.
                          ‘Not 2’ does not apply: it is switched off.
                          ‘Not 3’ does not apply: the project lies outside of its scope.
                          ‘Not 4’ does not apply: the branch other is not protected.
                          ‘Not 5’ does not apply: it lets merge requests from hotfix into main pass.
                          ‘Not 6’ does not apply: it was bypassed with the reason: incident.
                          ‘Not 7’ does not apply: it is excepted as a whole by exception-2.
                        """.lines().toArray(String[]::new));
    }

    @Test
    void stepsThatAreNotWantedAreLeftOutWithWhatTheyRestOn() {
        Decision decision = DecisionGoldenTest.decision();
        Explanation explanation = new Explanation(user -> "user " + user);
        assertThat(explanation.lines(decision.trace(), step -> step instanceof Trace.OfPolicy))
                .hasSize(1 + decision.policies().size());
        assertThat(explanation.lines(
                        decision.trace(),
                        step -> !(step instanceof Trace.OfReason reason && reason.reason() instanceof Reason.Compared)))
                .hasSize(explanation.lines(decision.trace()).size() - 1)
                .noneMatch(line -> line.contains("Compared"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            APPROVAL_REQUIRED | Approval required: 2 approvals are missing.
            UNDETERMINED      | Undetermined: a fact could not be obtained; it will be tried again.
            PENDING           | Pending: a pipeline has yet to end.
            SATISFIED         | Satisfied: every violation is approved or released.
            NOT_REQUIRED      | No approval required.
            """)
    void theHeadlineSaysHowTheDecisionStands(Outcome outcome, String headline) {
        Told told = Told.of(decision(outcome, 2, List.of()));
        assertThat(told.lines()).containsExactly(headline);
        assertThat(told.explanation().headline(told.decision())).isEqualTo(headline);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            VIOLATED       | + ‘A’: violated.       | + Rule 3 is violated.
            UNDETERMINED   | ?(a fact could not be obtained) ‘A’: undetermined. | ?(a fact could not be obtained) Rule 3 cannot be determined.
            PENDING        | ?(a pipeline has yet to end) ‘A’: waits. | ?(a pipeline has yet to end) Rule 3 waits.
            NOT_VIOLATED   | - ‘A’: not violated.   | - Rule 3 is not violated.
            NOT_APPLICABLE | - ‘A’: not applicable. | - Rule 3 does not apply.
            """)
    void aPolicyAndARuleSayHowTheyStand(Status status, String policy, String rule) {
        PolicyResult result = policy(status, List.of(new RuleResult(2, status, List.of())), List.of());
        assertThat(Told.of(decision(Outcome.NOT_REQUIRED, 0, List.of(result))).verdicts())
                .containsExactly(policy, rule);
    }

    @Test
    void theDecisionIsMatchedIfItBlocksForAViolation() {
        assertThat(decision(Outcome.APPROVAL_REQUIRED, 1, List.of()).trace().verdict())
                .isEqualTo(new Verdict.Matched());
        assertThat(decision(Outcome.UNDETERMINED, 1, List.of()).trace().verdict())
                .isEqualTo(new Verdict.Undetermined("a fact could not be obtained"));
        assertThat(decision(Outcome.PENDING, 1, List.of()).trace().verdict())
                .isEqualTo(new Verdict.Undetermined("a pipeline has yet to end"));
        assertThat(decision(Outcome.SATISFIED, 0, List.of()).trace().verdict()).isEqualTo(new Verdict.Unmatched());
        assertThat(decision(Outcome.NOT_REQUIRED, 0, List.of()).trace().verdict())
                .isEqualTo(new Verdict.Unmatched());
    }

    @Test
    void findingsAreCountedAndTheFirstFiveListed() {
        assertThat(reasons(
                        new Reason.Counted(List.of(), 2, findings(0)),
                        new Reason.Counted(List.of(ScanType.SAST, ScanType.DAST), 2, findings(2)),
                        new Reason.Counted(List.of(), 4, findings(5)),
                        new Reason.Counted(List.of(), 5, findings(7))))
                .containsExactly(
                        "- 0 findings count, 2 allowed.",
                        "- 2 findings count (sast, dast), 2 allowed: low f1, low CWE-2 in 2.c.",
                        "+ 5 findings count, 4 allowed: low f1, low CWE-2 in 2.c, low Third in 3.c, low f4, low CWE-5 in 5.c.",
                        "+ 7 findings count, 5 allowed: low f1, low CWE-2 in 2.c, low Third in 3.c, low f4, low CWE-5 in 5.c"
                                + " and 2 more.");
    }

    @Test
    void anErrorSaysWhatItIsAboutAndWhetherItPasses() {
        List<ScanType> sast = List.of(ScanType.SAST);
        assertThat(reasons(
                        new Reason.InError(ErrorCode.SCAN_REMOVED, sast, false),
                        new Reason.InError(ErrorCode.ARTIFACTS_MISSING, List.of(), false),
                        new Reason.InError(ErrorCode.TARGET_PIPELINE_MISSING, sast, true),
                        new Reason.InError(ErrorCode.SCAN_FAILED, sast, true),
                        new Reason.InError(ErrorCode.TARGET_SCANS_MISSING, sast, false),
                        new Reason.EnforcedElsewhere(sast)))
                .containsExactly(
                        "+ Missing scans (sast).",
                        "+ The pipelines brought no report.",
                        "- The target has no list of components to compare with (the policy's fallback lets that pass).",
                        "- Failed or cancelled scans (sast) (the policy's fallback lets that pass).",
                        "+ The target was never scanned (sast).",
                        "- Missing scans (sast) are enforced by an execution policy.");
    }

    @Test
    void everyFactThatIsMissingIsNamed() {
        List<Reason> missing = new ArrayList<>();
        for (Fact fact : Fact.values()) {
            missing.add(new Reason.FactMissing(fact, "", false));
        }
        missing.add(new Reason.FactMissing(Fact.APPROVALS, "500", true));
        assertThat(reasons(missing.toArray(Reason[]::new)))
                .containsExactly(
                        "?() The reports of the merge request's pipelines could not be obtained.",
                        "?() The reports of the target branch could not be obtained.",
                        "?() The approvals could not be obtained.",
                        "?() The project's members could not be obtained.",
                        "?() The commits' signatures could not be obtained.",
                        "?() The data about exploited vulnerabilities could not be obtained.",
                        "?() The vulnerabilities of the default branch could not be obtained.",
                        "?() The project's compliance frameworks, which the policy's scope names, could not be obtained.",
                        "?() The project's security attributes, which the policy's scope names, could not be obtained.",
                        "?(500) The approvals could not be obtained (500), and the policy's fallback lets that pass.");
    }

    @Test
    void whatElseWasFoundOut() {
        assertThat(reasons(
                        new Reason.BranchNotCovered("next"),
                        new Reason.NothingToCount("next"),
                        new Reason.Waiting(List.of()),
                        new Reason.Waiting(List.of(7L, 9L)),
                        new Reason.Commits(CommitKind.ANY, List.of()),
                        new Reason.Commits(CommitKind.UNSIGNED, List.of()),
                        new Reason.Commits(CommitKind.UNSIGNED, List.of("12345678", "123456789")),
                        new Reason.Licenses(List.of()),
                        new Reason.Licenses(List.of(new Reason.DeniedLicense("pkg:npm/a@1", "MIT"))),
                        new Reason.Excepted(List.of("e1", "e2"), 1)))
                .containsExactly(
                        "- The branch next is not covered.",
                        "- Stored vulnerabilities count on the default branch only, and the target is next.",
                        "?(a pipeline has yet to end) No pipeline exists yet.",
                        "?(a pipeline has yet to end) Waits for pipelines #7, #9.",
                        "+ Every merge request needs approval.",
                        "- Every commit is signed.",
                        "+ Without a signature: 12345678, 12345678.",
                        "- Every licence is accepted.",
                        "+ Licences that are not accepted: pkg:npm/a@1 (MIT).",
                        "- 1 finding is excepted by e1, e2.");
    }

    @Test
    void anActionSaysWhoApprovedAndWhoCan() {
        assertThat(actions(
                        new ActionResult(0, 1, List.of(1L), List.of(1L), List.of(), false),
                        new ActionResult(1, 2, List.of(1L, 2L, 3L), List.of(2L), List.of(), false),
                        new ActionResult(2, 2, List.of(1L, 2L), List.of(), List.of(4L, 5L), false),
                        new ActionResult(3, 2, List.of(1L), List.of(1L), List.of(), false),
                        new ActionResult(4, 3, List.of(1L, 2L), List.of(), List.of(), false),
                        new ActionResult(5, 1, List.of(), List.of(), List.of(), false),
                        new ActionResult(6, 2, List.of(1L), List.of(), List.of(), true),
                        new ActionResult(7, 1, List.of(), List.of(), List.of(), true)))
                .containsExactly(
                        "+ Approval 1: 1 required, approved by user 1.",
                        "- Approval 2: 2 required, approved by user 2; needs 1 more of: user 1, user 3.",
                        "- Approval 3: 2 required, nobody has approved; not eligible: user 4, user 5; needs 2 of: user 1, user 2.",
                        "- Approval 4: 2 required, approved by user 1; needs 2, but only 1 person is eligible: user 1.",
                        "- Approval 5: 3 required, nobody has approved; needs 3, but only 2 people are eligible: user 1, user 2.",
                        "- Approval 6: 1 required, nobody has approved; needs 1, but only 0 people are eligible.",
                        "+ Approval 7 is released: 2 required, but only 1 person could give one.",
                        "+ Approval 8 is released: 1 required, but only 0 people could give one.");
    }

    private static List<String> reasons(Reason... reasons) {
        RuleResult rule = new RuleResult(0, Status.VIOLATED, List.of(reasons));
        Decision decision =
                decision(Outcome.NOT_REQUIRED, 0, List.of(policy(Status.VIOLATED, List.of(rule), List.of())));
        List<String> verdicts = Told.of(decision).verdicts();
        return verdicts.subList(2, verdicts.size());
    }

    private static List<String> actions(ActionResult... actions) {
        Decision decision =
                decision(Outcome.NOT_REQUIRED, 0, List.of(policy(Status.VIOLATED, List.of(), List.of(actions))));
        List<String> verdicts = Told.of(decision).verdicts();
        return verdicts.subList(1, verdicts.size());
    }

    /** The first without a name, identifiers and path, the second without a name, the third with all, and so on. */
    private static Findings findings(int number) {
        TreeMap<Integer, FindingFacts> byOrdinal = new TreeMap<>();
        for (int i = 1; i <= number; i++) {
            byOrdinal.put(
                    i,
                    new FindingFacts(
                            "f" + i,
                            ScanType.SAST,
                            Severity.LOW,
                            i % 3 == 0 ? "Third" : null,
                            i % 3 == 1 ? List.of() : List.of("CWE-" + i, "CVE-" + i),
                            i % 3 == 1 ? null : i + ".c",
                            false,
                            false,
                            null,
                            null));
        }
        return Findings.of(byOrdinal);
    }

    private static PolicyResult policy(Status status, List<RuleResult> rules, List<ActionResult> actions) {
        return new PolicyResult(
                "A", Level.INSTANCE, "", "1", 1, Enforcement.ENFORCE, status, null, rules, actions, null);
    }

    private static Decision decision(Outcome outcome, int left, List<PolicyResult> policies) {
        return new Decision(
                outcome, policies, left, false, ApprovalSettings.NONE, List.of(), null, "", "1", Instant.EPOCH);
    }
}
