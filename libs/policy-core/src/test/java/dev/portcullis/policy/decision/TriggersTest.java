// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Projects;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.Word;
import dev.portcullis.policy.snapshot.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TriggersTest {
    private static final Path PAGE = Path.of("../../docs/reference/triggers.md");
    private static final String SCAN =
            "{type: scan_finding, branches: [main], scanners: [], vulnerabilities_allowed: 0,"
                    + " severity_levels: [], vulnerability_states: [%s]%s}";
    private static final String LICENSE =
            "{type: license_finding, branches: [main], license_states: [%s]," + " licenses: {denied: [{name: MIT}]}}";
    private static final String COMMITS = "{type: any_merge_request, branches: [main], commits: %s}";

    @Test
    @Tag("T-1")
    void theTableInTheDocsIsWhatTheCodeSays() throws IOException {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("`any_merge_request`, `commits: any`", COMMITS.formatted("any"));
        rules.put("`any_merge_request`, `commits: unsigned`", COMMITS.formatted("unsigned"));
        rules.put("`license_finding`, `detected` only", LICENSE.formatted("detected"));
        rules.put("`license_finding`, `newly_detected` too", LICENSE.formatted("newly_detected, detected"));
        rules.put("`scan_finding`, stored states only", SCAN.formatted("detected", ""));
        rules.put("`scan_finding`, new states too", SCAN.formatted("new_needs_triage, detected", ""));
        rules.put(
                "`scan_finding` with `known_exploited` or `epss_score`",
                SCAN.formatted("new_dismissed", ", vulnerability_attributes: {known_exploited: true}"));
        List<String> rows = new ArrayList<>();
        rules.forEach((what, rule) -> rows.add(
                "| " + what + " | " + words(Triggers.of(policy(rule).rules().getFirst())) + " |"));
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("| `") && line.contains("`policy`, `project`")))
                .containsExactlyElementsOf(rows);
        for (Trigger trigger : Trigger.values()) {
            assertThat(Files.readString(PAGE)).contains("\n| `" + trigger.word() + "` | ");
        }
    }

    @Test
    @Tag("T-1")
    void aDecisionWaitsForPeopleWhereARuleCoversTheBranch() {
        ApprovalPolicy policy = policy(COMMITS.formatted("any"));
        PolicySet policies = PolicySet.of(List.of(new AppliedPolicy(Level.INSTANCE, "", "1", 1, policy)));
        assertThat(Triggers.of(policies, project(), "main"))
                .containsExactlyInAnyOrder(
                        Trigger.POLICY,
                        Trigger.PROJECT,
                        Trigger.MERGE_REQUEST,
                        Trigger.COMMITS,
                        Trigger.APPROVAL,
                        Trigger.MEMBERS,
                        Trigger.BYPASS,
                        Trigger.EXCEPTION,
                        Trigger.TIME);
        assertThat(Triggers.of(policies, project(), "other"))
                .containsExactlyInAnyOrder(Trigger.POLICY, Trigger.PROJECT, Trigger.MERGE_REQUEST);
    }

    @Test
    @Tag("T-1")
    void noStateNamedIsTheNewOnes() {
        assertThat(Triggers.of(policy(SCAN.formatted("", "")).rules().getFirst()))
                .isEqualTo(Triggers.of(
                        policy(SCAN.formatted("new_dismissed", "")).rules().getFirst()));
    }

    private static String words(Set<Trigger> triggers) {
        return triggers.stream()
                .sorted()
                .map(Word::word)
                .map(word -> "`" + word + "`")
                .collect(Collectors.joining(", "));
    }

    private static ApprovalPolicy policy(String rule) {
        PolicyDocument document = PolicyDocument.parse(
                "approval_policy: [{name: A, enabled: true, actions: [], rules: [" + rule + "]}]", "policy.yml");
        return (ApprovalPolicy) document.policies().getFirst();
    }

    private static Project project() {
        return Projects.web("*");
    }
}
