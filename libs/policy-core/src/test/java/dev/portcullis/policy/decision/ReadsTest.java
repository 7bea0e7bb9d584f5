// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.ProjectApprovalSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadsTest {
    private static final String UNSIGNED = "{type: any_merge_request, branches: [main], commits: unsigned}";
    private static final String STORED =
            "{type: scan_finding, branches: [main], scanners: [], vulnerabilities_allowed: 0,"
                    + " severity_levels: [], vulnerability_states: [detected]}";

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

    private static Set<Fact> reads(String rule, String branch) {
        PolicyDocument document = PolicyDocument.parse(
                "approval_policy: [{name: A, enabled: true, actions: [], rules: [" + rule + "]}]", "policy.yml");
        AppliedPolicy applied = new AppliedPolicy(
                Level.INSTANCE, "", "1", 1, document.policies().getFirst());
        Project project = new Project(
                "gitlab",
                1,
                "acme/web",
                "main",
                List.of("*"),
                Set.of(),
                List.of(),
                false,
                false,
                false,
                Map.of(),
                ProjectApprovalSettings.NONE);
        return Reads.of(PolicySet.of(List.of(applied)), project, branch);
    }
}
