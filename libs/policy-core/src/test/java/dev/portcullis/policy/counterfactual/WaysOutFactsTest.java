// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static dev.portcullis.policy.counterfactual.WaysOutTest.SCAN;
import static dev.portcullis.policy.counterfactual.WaysOutTest.policy;
import static dev.portcullis.policy.counterfactual.WaysOutTest.ways;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ways out that change what is judged: findings, scans, components, commits. Nobody can approve. */
@Tag("C-1")
class WaysOutFactsTest {
    static final String NOBODY = "user_approvers: [nobody]";
    static final String LICENSE =
            "{type: license_finding, branches: [main], license_states: [STATE], licenses: {denied: [{name: MIT}]}}";

    @Test
    void everyRuleOfAPolicyIsCured() {
        String rules = SCAN.replace("branches: [main]", "branches: [other]") + ", " + SCAN + ", "
                + SCAN.replace("[sast]", "[dast]") + ", " + SCAN.replace("allowed: 0", "allowed: 5") + ", "
                + SCAN.replace("vulnerability_states: []", "vulnerability_states: [detected]");
        assertThat(ways(policy("P", rules, NOBODY), """
                        source: {scans: [sast, dast], findings: [{id: f1, scanner: sast, severity: high},
                          {id: f2, scanner: dast, severity: low}, {id: f3, scanner: dast, severity: low}]}
                        target: {scans: [sast, dast]}
                        vulnerabilities: [{id: v1, scanner: sast, severity: critical},
                          {id: v2, scanner: dast, severity: low}]
                        """))
                .containsExactly("It passes without high f1, low f2, low f3, critical v1.");
    }

    @Test
    void whatOnlyPeopleCanReleaseIsNotCured() {
        assertThat(ways(
                        policy("P", SCAN + ", {type: any_merge_request, branches: [main], commits: any}", NOBODY),
                        "source: {findings: [{id: f1, scanner: sast, severity: high}]}\ntarget: {scans: [sast]}"))
                .isEmpty();
    }

    @Test
    void aScanThatFailedOrIsMissingRuns() {
        assertThat(ways(policy("P", SCAN, NOBODY), """
                        source: {scans: [{type: sast, status: failed}, dast]}
                        target: {scans: [sast]}
                        """)).containsExactly("It passes once the head is scanned (sast).");
        assertThat(ways(policy("P", SCAN.replace("[sast]", "[sast, dast]"), NOBODY), """
                        source: {scans: [secret_detection]}
                        target: {scans: [sast, dast]}
                        """))
                .containsExactly("It passes once the head is scanned (sast, dast).");
        assertThat(ways(policy("P", SCAN.replace("[sast]", "[]"), NOBODY), """
                        source: {scans: []}
                        target: {scans: []}
                        """))
                .containsExactly("It passes once the head is scanned (sast).");
    }

    /** Any scan would do; what the rule names is what people expect. */
    @Test
    void whereNothingWasScannedTheRulesOwnScansRun() {
        String dast = "{type: dast, vulnerabilities_allowed: 1}";
        String facts = "source: {scans: []}\ntarget: {scans: [secret_detection]}";
        assertThat(ways(policy("P", SCAN.replace("[sast]", "[dast]"), NOBODY), facts))
                .containsExactly("It passes once the head is scanned (dast).");
        assertThat(ways(policy("P", SCAN.replace("[sast]", "[" + dast + "]"), NOBODY), facts))
                .containsExactly("It passes once the head is scanned (dast).");
    }

    @Test
    void policiesOfOtherTypesAreNotInTheWay() {
        assertThat(ways(
                        policy("P", SCAN, NOBODY)
                                + "scan_execution_policy: [{name: S, enabled: true, actions: [{scan: sast}],"
                                + " rules: [{type: pipeline, branches: [main]}]}]",
                        "source: {findings: [{id: f1, scanner: sast, severity: high}]}\ntarget: {scans: [sast]}"))
                .containsExactly("It passes without high f1.");
    }

    @Test
    void theTargetIsScanned() {
        assertThat(ways(policy("P", SCAN, NOBODY), """
                        source: {scans: [sast]}
                        target: {scans: [dast]}
                        settings: {require_target_scans: true}
                        """))
                .containsExactly("It passes once the target is scanned (sast).");
        assertThat(ways(policy("P", SCAN, NOBODY), """
                        source: {scans: [sast]}
                        settings: {require_target_scans: true}
                        """))
                .containsExactly("It passes once the target is scanned (sast).");
    }

    @Test
    void aPipelineRuns() {
        assertThat(ways(policy("P", SCAN, NOBODY), "target: {scans: [dast]}"))
                .containsExactly(
                        "It passes once a pipeline has run and found nothing and once the head is scanned (sast).");
    }

    @Test
    void componentsGo() {
        String dependencies = """
                source: {dependencies: [{purl: "pkg:npm/a@1", licenses: [MIT, X]}, {purl: "pkg:npm/b@1", licenses: [MIT]},
                  {purl: "pkg:npm/c@1", licenses: [X]}]}
                target: {dependencies: [{purl: "pkg:npm/b@1", licenses: [MIT]}]}
                """;
        assertThat(ways(policy("P", LICENSE.replace("STATE", "newly_detected"), NOBODY), dependencies))
                .containsExactly("It passes without pkg:npm/a@1 (MIT).");
        assertThat(ways(policy("P", LICENSE.replace("STATE", "detected"), NOBODY), dependencies))
                .containsExactly("It passes without pkg:npm/b@1 (MIT).");
    }

    @Test
    void aMissingListOfComponentsComesWithTheScan() {
        assertThat(ways(policy("P", LICENSE.replace("STATE", "newly_detected"), NOBODY), """
                        source: {scans: [sast]}
                        target: {dependencies: []}
                        """))
                .containsExactly("It passes once the head is scanned (dependency_scanning).");
        assertThat(ways(policy("P", LICENSE.replace("STATE", "newly_detected"), NOBODY), """
                        source: {dependencies: []}
                        target: {scans: [sast]}
                        settings: {require_target_scans: true}
                        """))
                .containsExactly("It passes once the target is scanned (dependency_scanning).");
        assertThat(ways(policy("P", LICENSE.replace("STATE", "newly_detected"), NOBODY), "target: {dependencies: []}"))
                .containsExactly("It passes once a pipeline has run and found nothing"
                        + " and once the head is scanned (dependency_scanning).");
    }

    @Test
    void commitsAreSigned() {
        String unsigned = policy("P", "{type: any_merge_request, branches: [main], commits: unsigned}", NOBODY);
        assertThat(ways(unsigned, "merge_request: {commits: [{sha: a1}, {sha: b2, signed: true}, {sha: c3}]}"))
                .containsExactly("It passes once these commits are signed: a1, c3.");
        assertThat(ways(unsigned, "merge_request: {commits: [{sha: a1, signed: true}]}\nunavailable: [signatures]"))
                .containsExactly("It passes once the commits' signatures can be read and hold nothing further.");
    }

    @Test
    void moreFindingsThanAPersonLooksAtAreNoWay() {
        StringBuilder findings = new StringBuilder();
        for (int i = 1; i <= 52; i++) {
            findings.append(i == 1 ? "" : ", ").append("{id: f").append(i).append(", scanner: sast, severity: low}");
        }
        String facts = "source: {findings: [" + findings + "]}\ntarget: {scans: [sast]}";
        assertThat(ways(policy("P", SCAN.replace("allowed: 0", "allowed: 1"), NOBODY), facts))
                .isEmpty();
        assertThat(ways(policy("P", SCAN.replace("allowed: 0", "allowed: 2"), NOBODY), facts))
                .containsExactly("It passes without low f1, low f2, low f3, low f4, low f5 and 45 more.");
    }
}
