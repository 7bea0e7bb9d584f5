// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static dev.portcullis.policy.counterfactual.WaysOutPeopleTest.ANY;
import static dev.portcullis.policy.counterfactual.WaysOutPeopleTest.further;
import static dev.portcullis.policy.counterfactual.WaysOutTest.SCAN;
import static dev.portcullis.policy.counterfactual.WaysOutTest.policy;
import static dev.portcullis.policy.counterfactual.WaysOutTest.ways;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What could take the place of a change. Three sets need one of theirs each: a and a2, b and x and y, a and b and x. Of
 * a and b, a2 can stand in for a, and x for b; y can for b only as long as a is not replaced, and so it is not named.
 */
@Tag("C-1")
class WaysOutAlternativesTest {
    private static final String FINDINGS = """
            {id: a, scanner: sast, severity: high}, {id: a2, scanner: sast, severity: low},
            {id: b, scanner: dast, severity: high}, {id: x, scanner: dast, severity: high}, {id: y, scanner: dast, severity: low}
            """.replace("\n", " ");
    private static final String SETS =
            set("scanners: [sast]", 1) + ", " + set("scanners: [dast]", 2) + ", " + set("severity_levels: [high]", 2);

    @Test
    void peopleStandInOnlyForWhomTheyCanReplaceTogetherWithAnybodyElse() {
        String members = "members: {a: guest, a2: guest, b: guest, x: guest, y: guest}";
        assertThat(ways(
                        policy("P", ANY, "user_approvers: [a, a2]")
                                + further("Q", ANY, "user_approvers: [b, x, y]")
                                + further("R", ANY, "user_approvers: [a, b, x]"),
                        members))
                .containsExactly("It passes with 1 more approval of a or a2 and with 1 more approval of b or x.");
    }

    @Test
    void findingsStandInOnlyForThoseTheyCanReplaceTogetherWithAnyOther() {
        String target = "target: {scans: [sast, dast]}\n";
        assertThat(ways(
                        policy("P", SETS + ", " + SCAN.replace("[main]", "[other]"), "user_approvers: [nobody]"),
                        target + "source: {findings: [" + FINDINGS + "]}"))
                .containsExactly("It passes without 1 of high a, low a2 and without 1 of high b, high x.");
        assertThat(ways(
                        policy("P", SETS, "user_approvers: [nobody]"),
                        target + "source: {pipelines: [{id: 9, status: running, findings: [" + FINDINGS + "]}]}"))
                .containsExactly("It passes once pipeline #9 ended and found nothing further"
                        + " and without 1 of high a, low a2 and without 1 of high b, high x.");
    }

    /** Beside bob, carol would do as well as that the finding goes; but a person is no other finding. */
    @Test
    void onlyWhatIsOfItsKindTakesThePlaceOfAChange() {
        String two = policy("A", SCAN, "user_approvers: [carol]")
                + further(
                        "B",
                        ANY,
                        "user_approvers: [bob]}, {type: require_approval, approvals_required: 1,"
                                + " user_approvers: [bob, carol]");
        assertThat(ways(two, """
                        source: {findings: [{id: f1, scanner: sast, severity: high}]}
                        target: {scans: [sast]}
                        """))
                .containsExactly(
                        "It passes with 2 more approvals of bob and carol.",
                        "It passes with 1 more approval of bob and without high f1.");
    }

    private static String set(String criteria, int allowed) {
        return "{type: scan_finding, branches: [main], vulnerabilities_allowed: " + allowed + ", " + criteria
                + (criteria.startsWith("scanners") ? ", severity_levels: []" : ", scanners: []")
                + ", vulnerability_states: []}";
    }
}
