// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.model.VulnerabilityState;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rules ask for, class by class. */
class SelectionTest {
    @Test
    void withoutCriteriaEveryClassIsMeant() {
        Selection all = only("scanners: [], severity_levels: []");
        assertThat(all.named()).isEmpty();
        assertThat(classes(all)).hasSize(FindingFacts.CLASSES);
        assertThat(ScanType.values()).allMatch(all::has);
    }

    @Test
    void scannersAndSeveritiesChooseClassesWithEveryFlag() {
        Selection some = only("scanners: [dast, sast], severity_levels: [low]");
        assertThat(some.named()).containsExactly(ScanType.SAST, ScanType.DAST);
        assertThat(some.has(ScanType.DAST)).isTrue();
        assertThat(some.has(ScanType.SECRET_DETECTION)).isFalse();
        assertThat(classes(some))
                .containsExactlyInAnyOrder(
                        "SAST LOW false false",
                        "SAST LOW false true",
                        "SAST LOW true false",
                        "SAST LOW true true",
                        "DAST LOW false false",
                        "DAST LOW false true",
                        "DAST LOW true false",
                        "DAST LOW true true");
    }

    @Test
    void flagsChooseWhereTheyMeanSomething() {
        assertThat(classes(only("scanners: [sast, container_scanning], severity_levels: [low],"
                        + " vulnerability_attributes: {false_positive: false, fix_available: true}")))
                .containsExactlyInAnyOrder(
                        "SAST LOW false false",
                        "SAST LOW false true",
                        "CONTAINER_SCANNING LOW false true",
                        "CONTAINER_SCANNING LOW true true");
        assertThat(classes(only("scanners: [secret_detection, dependency_scanning], severity_levels: [low],"
                        + " vulnerability_attributes: {false_positive: true, fix_available: false}")))
                .containsExactlyInAnyOrder(
                        "SECRET_DETECTION LOW true false",
                        "SECRET_DETECTION LOW true true",
                        "DEPENDENCY_SCANNING LOW false false",
                        "DEPENDENCY_SCANNING LOW true false");
    }

    @Test
    void scannersNamedByAWordAreOnePartAndEachObjectIsAnother() {
        assertThat(parts("scanners: [sast, dast, {type: secret_detection}, {type: api_fuzzing}], severity_levels: []"))
                .containsExactly("[SAST, DAST]", "[SECRET_DETECTION]", "[API_FUZZING]");
        assertThat(parts("scanners: [{type: dast}], severity_levels: []")).containsExactly("[DAST]");
        assertThat(parts("scanners: [], severity_levels: []")).containsExactly("[]");
        assertThat(plan("scanners: [sast, {type: dast}], severity_levels: []").scanners())
                .containsExactlyInAnyOrder(ScanType.SAST, ScanType.DAST);
    }

    @Test
    void statesAreNewOrStoredAndNoneIsBothNewOnes() {
        ScanPlan none = plan("scanners: [], severity_levels: []");
        assertThat(none.newStates()).isEqualTo(VulnerabilityState.NEW);
        assertThat(none.storedStates()).isEmpty();
        ScanPlan mixed = ScanPlan.of(rule("scanners: [], severity_levels: []", "new_dismissed, resolved"));
        assertThat(mixed.newStates()).containsExactly(VulnerabilityState.NEW_DISMISSED);
        assertThat(mixed.storedStates()).containsExactly(VulnerabilityState.RESOLVED);
    }

    private static List<String> parts(String criteria) {
        return plan(criteria).selections().stream()
                .map(selection -> selection.named().toString())
                .toList();
    }

    private static Selection only(String criteria) {
        assertThat(plan(criteria).selections()).hasSize(1);
        return plan(criteria).selections().getFirst();
    }

    private static ScanPlan plan(String criteria) {
        return ScanPlan.of(rule(criteria, ""));
    }

    private static ApprovalRule.ScanFinding rule(String criteria, String states) {
        PolicyDocument document = PolicyDocument.parse(
                "approval_policy: [{name: A, enabled: true, actions: [], rules: [{type: scan_finding, branches: [],"
                        + " vulnerabilities_allowed: 0, vulnerability_states: [" + states + "], " + criteria + "}]}]",
                "policy.yml");
        assertThat(document.isValid()).as("%s", document.problems()).isTrue();
        ApprovalPolicy policy = (ApprovalPolicy) document.policies().getFirst();
        return (ApprovalRule.ScanFinding) policy.rules().getFirst();
    }

    private static List<String> classes(Selection selection) {
        List<String> classes = new ArrayList<>();
        for (ScanType scanner : ScanType.values()) {
            for (Severity severity : Severity.values()) {
                for (int flags = 0; flags < 4; flags++) {
                    boolean falsePositive = (flags & 1) != 0;
                    boolean fixAvailable = (flags & 2) != 0;
                    int findingClass = FindingFacts.findingClass(scanner, severity, falsePositive, fixAvailable);
                    assertThat(selection.oneIfHas(findingClass)).isEqualTo(selection.has(findingClass) ? 1 : 0);
                    if (selection.has(findingClass)) {
                        classes.add(scanner + " " + severity + " " + falsePositive + " " + fixAvailable);
                    }
                }
            }
        }
        return classes;
    }
}
