// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static dev.portcullis.policy.counterfactual.WaysOutPeopleTest.ANY;
import static dev.portcullis.policy.counterfactual.WaysOutPeopleTest.further;
import static dev.portcullis.policy.counterfactual.WaysOutTest.SCAN;
import static dev.portcullis.policy.counterfactual.WaysOutTest.policy;
import static dev.portcullis.policy.counterfactual.WaysOutTest.ways;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The fewest of up to eight changes are found. Each way here could consist of exactly eight, and six of them stand in a
 * ring of which every second suffices and a search that takes away one after another keeps four: were anything that is
 * not needed considered too, there would be nine, and the way one longer.
 */
@Tag("C-1")
class WaysOutFewestTest {
    private static final String MEMBERS = "members: {a: guest, b: guest, c: guest, d: guest, e: guest, f: guest,"
            + " x: guest, y: guest, z: guest, alice: guest}\n";
    private static final String FINDINGS = """
            {id: a, scanner: sast, severity: high}, {id: b, scanner: sast, severity: low},
            {id: c, scanner: dast, severity: medium}, {id: d, scanner: secret_detection, severity: medium},
            {id: e, scanner: dast, severity: low}, {id: f, scanner: secret_detection, severity: high},
            {id: x, scanner: container_scanning, severity: info}, {id: y, scanner: container_scanning, severity: info}
            """.replace("\n", " ");

    @Test
    void nobodyWhoApprovedOrOfAnActionThatIsMetIsConsidered() {
        String last = "user_approvers: [x, y, alice]}, {type: require_approval, approvals_required: 1,"
                + " user_approvers: [alice, z]";
        assertThat(ways(
                        ring() + further("Last", ANY, last).replaceFirst("required: 1", "required: 3"),
                        MEMBERS + "approvals: [alice]"))
                .containsExactly("It passes with 5 more approvals of a, d, e, x and y.");
    }

    @Test
    void nobodyOfAPolicyThatOnlyWaitsIsConsidered() {
        assertThat(
                        ways(
                                ring()
                                        + further("Last", ANY, "user_approvers: [x]")
                                        + further("Waits", SCAN, "user_approvers: [z]"),
                                MEMBERS
                                        + "source: {pipelines: [{id: 9, status: running, scans: [sast]}]}\ntarget: {scans: [sast]}"))
                .containsExactly("It passes with 4 more approvals of a, d, e and x"
                        + " and once pipeline #9 ended and found nothing further.");
    }

    @Test
    void noFindingOfACountThatIsAllowedIsConsidered() {
        assertThat(ways(
                        policy("A", rules(scan("dependency_scanning", "", 2)), "user_approvers: [nobody]"),
                        found("{id: z, scanner: dependency_scanning, severity: info}", "dependency_scanning")))
                .containsExactly("It passes without high a, medium d, low e, info x, info y.");
    }

    @Test
    void nothingThatAnOpenPolicyLetsPassIsConsidered() {
        String exploited = scan("dependency_scanning", "", 0)
                .replace("severity_levels", "vulnerability_attributes: {known_exploited: true}, severity_levels");
        assertThat(ways(
                        policy("A", rules(exploited + ", " + scan("api_fuzzing", "", 0)), "user_approvers: [alice]")
                                + "  fallback_behavior: {fail: open}\n",
                        found(
                                        "{id: z, scanner: dependency_scanning, severity: info, identifiers: [CVE-2026-1]}",
                                        "api_fuzzing")
                                + "\nunavailable: [enrichment]"))
                .containsExactly(
                        "It passes with 1 more approval of alice.",
                        "It passes without high a, medium d, low e, info x, info y.");
    }

    @Test
    void noScanThatSucceededIsConsidered() {
        String both = scan("container_scanning, dependency_scanning", "", 0);
        String found = "source: {findings: [" + FINDINGS.replaceFirst(", .id: y.*", "")
                + "], scans: [sast, dast, secret_detection,"
                + " container_scanning, {type: dependency_scanning, status: failed}]}\ntarget: {scans: [sast]}";
        assertThat(ways(policy("A", rules(both), "user_approvers: [nobody]"), found))
                .containsExactly("It passes once the head is scanned (dependency_scanning)"
                        + " and without high a, medium d, low e, info x.");
    }

    @Test
    void noCommitsOfARuleThatIsMetAreConsidered() {
        assertThat(ways(
                        policy(
                                "A",
                                rules("{type: any_merge_request, branches: [main], commits: unsigned}"),
                                "user_approvers: [nobody]"),
                        found("{id: z, scanner: dependency_scanning, severity: info}", "sast")
                                + "\nmerge_request: {commits: [{sha: a1, signed: true}]}"))
                .containsExactly("It passes without high a, medium d, low e, info x, info y.");
    }

    private static String ring() {
        return "approval_policy:\n"
                + List.of("a, b", "c, d", "b, e", "c, e", "d, f", "a, f").stream()
                        .map(pair -> further("Of " + pair, ANY, "user_approvers: [" + pair + "]"))
                        .collect(Collectors.joining());
    }

    private static String rules(String last) {
        return String.join(
                ", ",
                scan("sast", "", 1),
                scan("", "medium", 1),
                scan("", "low", 1),
                scan("dast", "", 1),
                scan("secret_detection", "", 1),
                scan("", "high", 1),
                scan("container_scanning", "", 0),
                last);
    }

    private static String scan(String scanners, String severities, int allowed) {
        return "{type: scan_finding, branches: [main], scanners: [" + scanners + "], vulnerabilities_allowed: "
                + allowed + ", severity_levels: [" + severities + "], vulnerability_states: []}";
    }

    private static String found(String further, String onTarget) {
        return "source: {findings: [" + FINDINGS + ", " + further + "]}\ntarget: {scans: [" + onTarget + "]}";
    }
}
