// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Projects;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Project;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadsTest {
    private static final String UNSIGNED = "{type: any_merge_request, branches: [main], commits: unsigned}";
    private static final String STORED =
            "{type: scan_finding, branches: [main], scanners: [], vulnerabilities_allowed: 0,"
                    + " severity_levels: [], vulnerability_states: [detected]}";

    private static final Project PROJECT = Projects.web("*");

    @Test
    void onlyWhatAnApplicableRuleReadsIsNeeded() {
        assertThat(reads(UNSIGNED, "main")).containsExactlyInAnyOrder(Fact.SIGNATURES, Fact.APPROVALS, Fact.MEMBERS);
        assertThat(reads(UNSIGNED, "other")).isEmpty();
        assertThat(reads(STORED, "main")).containsExactlyInAnyOrder(Fact.VULNERABILITIES, Fact.APPROVALS, Fact.MEMBERS);
        for (String states : List.of("[]", "[new_needs_triage]", "[new_needs_triage, new_dismissed]")) {
            assertThat(reads(STORED.replace("[detected]", states), "main"))
                    .containsExactlyInAnyOrder(Fact.SOURCE_REPORTS, Fact.TARGET_REPORTS, Fact.APPROVALS, Fact.MEMBERS);
        }
        for (String states : List.of("[new_dismissed]", "[new_needs_triage, resolved]")) {
            assertThat(reads(STORED.replace("[detected]", states), "main"))
                    .containsExactlyInAnyOrder(
                            Fact.SOURCE_REPORTS,
                            Fact.TARGET_REPORTS,
                            Fact.VULNERABILITIES,
                            Fact.APPROVALS,
                            Fact.MEMBERS);
        }
        assertThat(reads(
                        STORED.replace("[detected]", "[detected], vulnerability_attributes: {known_exploited: true}"),
                        "main"))
                .contains(Fact.ENRICHMENT);
    }

    @Test
    void eachScannerOfItsOwnIsLookedAt() {
        String alone = "{type: scan_finding, branches: [main], scanners: [%s], vulnerabilities_allowed: 0,"
                + " severity_levels: [], vulnerability_states: []}";
        String exploited = "{type: dast, vulnerability_attributes: {known_exploited: true}}";
        assertThat(reads(alone.formatted(exploited), "main")).contains(Fact.ENRICHMENT);
        assertThat(reads(alone.formatted(exploited + ", {type: sast}"), "main")).contains(Fact.ENRICHMENT);
        assertThat(reads(alone.formatted("{type: sast}, {type: dast}"), "main")).doesNotContain(Fact.ENRICHMENT);
    }

    @Test
    void whatEveryMergeRequestIsAskedForNeedsNoFactsAboutIt() {
        assertThat(reads(UNSIGNED.replace("unsigned", "any"), "main"))
                .containsExactlyInAnyOrder(Fact.APPROVALS, Fact.MEMBERS);
    }

    @Test
    void policiesThatAreSwitchedOffOrElsewhereOrOfAnotherTypeReadNothing() {
        for (String policies : List.of(
                "approval_policy: [{name: A, enabled: false, actions: [], rules: [" + UNSIGNED + "]}]",
                "approval_policy: [{name: A, enabled: true, actions: [], rules: [" + UNSIGNED
                        + "], policy_scope: {projects: {including: [{id: 2}]}}}]",
                "scan_execution_policy: [{name: A, enabled: true, rules: [{type: pipeline, branch_type: all}],"
                        + " actions: [{scan: sast}]}]")) {
            assertThat(Reads.of(set(policies), PROJECT, "main")).isEmpty();
            assertThat(Triggers.of(set(policies), PROJECT, "main"))
                    .containsExactlyInAnyOrder(Trigger.POLICY, Trigger.PROJECT, Trigger.MERGE_REQUEST);
        }
    }

    private static Set<Fact> reads(String rule, String branch) {
        return Reads.of(
                set("approval_policy: [{name: A, enabled: true, actions: [], rules: [" + rule + "]}]"),
                PROJECT,
                branch);
    }

    private static PolicySet set(String policies) {
        PolicyDocument document = PolicyDocument.parse(policies, "policy.yml");
        return PolicySet.of(List.of(new AppliedPolicy(
                Level.INSTANCE, "", "1", 1, document.policies().getFirst())));
    }
}
