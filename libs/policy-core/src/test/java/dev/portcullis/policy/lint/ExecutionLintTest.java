// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionLintTest {
    private static final String PIPELINE = "{type: pipeline, branches: [main]}";
    private static final String START = "start_time: '09:00', time_window: {value: 3600, distribution: random}";
    private static final String EMPTY = """
            scan_execution_policy:
            - name: Scans
              enabled: true
              rules: []
              actions: []
            pipeline_execution_schedule_policy:
            - name: Pipelines
              enabled: true
              content: {include: [{project: a/b, file: c.yml}]}
              schedules: []
            vulnerability_management_policy:
            - name: Resolve
              enabled: true
              rules: []
              actions: [{type: auto_resolve}]
            - name: Dismiss
              enabled: true
              rules:
              - type: detected
                criteria: []
              actions: [{type: auto_dismiss, dismissal_reason: false_positive}]
            """;

    @Test
    void aPolicyThatDoesNothingIsFound() {
        assertThat(sentences(EMPTY, List.of()))
                .containsExactly(
                        "policy.yml:4:3: warning: the policy has no rule, so that it never scans; add a rule (scan_execution_policy[0].rules)",
                        "policy.yml:5:3: warning: the policy has no action, so that it scans nothing; add a scan (scan_execution_policy[0].actions)",
                        "policy.yml:10:3: warning: the policy has no schedule, so that it never runs; add a schedule (pipeline_execution_schedule_policy[0].schedules)",
                        "policy.yml:14:3: warning: the policy has no rule, so that it never acts; add a rule (vulnerability_management_policy[0].rules)",
                        "policy.yml:20:5: warning: rule 1 has no criterion, so that it finds nothing; add a criterion (vulnerability_management_policy[1].rules[0].criteria)");
    }

    @Test
    void aPolicyThatActsIsLeftAlone() {
        assertThat(sentences(
                        EMPTY.replace(
                                        "rules: []\n  actions: []",
                                        "rules: [" + PIPELINE + "]\n  actions: [{scan: sast}]")
                                .replace("schedules: []", "schedules: [{type: daily, " + START + "}]")
                                .replace("rules: []", "rules: [{type: no_longer_detected, scanners: [sast]}]")
                                .replace("criteria: []", "criteria: [{type: file_path, value: a}]"),
                        List.of("main")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", scanners: []", ", scanners: [sast, secret_detection]"})
    @Tag("S5-7")
    void secretsThatAreResolvedByThemselvesAreNoted(String scanners) {
        String policy = "vulnerability_management_policy:\n- {name: A, enabled: true, actions: [{type: auto_resolve}],"
                + " rules: [{type: no_longer_detected" + scanners + "}]}";
        assertThat(sentences(policy, List.of()))
                .containsExactly(
                        "policy.yml:2:69: note: rule 1 also resolves secrets that were taken out of a file and are"
                                + " still in the history; name the scanners without secret_detection, and let a person see that the"
                                + " secret was revoked (vulnerability_management_policy[0].rules[0])");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: pipeline, branches: [a, b], branch_exceptions: [a, b]     | every branch that it names; name other branches
            type: pipeline, branches: [a, b], branch_exceptions: [a]        |
            type: pipeline, branch_type: all, branch_exceptions: ['*']      | every branch
            type: pipeline, branch_type: all, branch_exceptions: [main, 'release/*'] |
            type: pipeline, branch_type: protected, branch_exceptions: [main, 'release/*'] | every protected branch; leave one of them in: main, release/*
            type: pipeline, branch_type: protected, branch_exceptions: [main, release/1] |
            type: pipeline, branch_type: protected, branch_exceptions: [main, {name: 'release/*', full_path: a/b}] |
            type: pipeline, branches: [], branch_exceptions: [main, 'release/*'] |
            type: schedule, cadence: 0 0 * * *, branches: [a], branch_exceptions: [a] | every branch that it names; name other branches
            type: schedule, cadence: 0 0 * * *, agents: {one: {namespaces: [a]}} |
            """)
    void aRuleWhoseExceptionsTakeOutItsBranchesIsDead(String rule, String expected) {
        assertThat(sentences(scans(rule), List.of("main", "release/*")))
                .isEqualTo(
                        expected == null
                                ? List.of()
                                : List.of("policy.yml:5:"
                                        + (rule.indexOf("branch_exceptions") + 6)
                                        + ": warning: rule 1 never applies: branch_exceptions takes out "
                                        + expected
                                        + " (scan_execution_policy[0].rules[0].branch_exceptions)"));
    }

    @Test
    void protectedBranchesAreExceptedOnlyWhereTheyAreKnown() {
        assertThat(sentences(scans("type: pipeline, branch_type: protected, branch_exceptions: [main]"), List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 0 31 2 *    | true
            0 0 30 2 *    | true
            0 0 31 4,6 *  | true
            0 0 29 2 *    | false
            0 0 31 * *    | false
            0 0 31 2 1    | false
            """)
    void aDayThatNeverComesIsFound(String cadence, boolean never) {
        assertThat(sentences(scans("type: schedule, branches: [main], cadence: '" + cadence + "'"), List.of()))
                .isEqualTo(
                        never
                                ? List.of(
                                        "policy.yml:5:40: warning: rule 1 never runs: no day is meant by '" + cadence
                                                + "'; give a day that the month has (scan_execution_policy[0].rules[0].cadence)")
                                : List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: daily                                     |
            type: weekly, days: [Monday]                    |
            type: monthly, days_of_month: [31]              |
            type: weekly, days: []                          | never-due schedule 1 never runs: days lists no day
            type: monthly, days_of_month: []                | never-due schedule 1 never runs: days_of_month lists no day
            type: daily, days: [Monday]                     | ignored-key schedule 1 is daily, so that days has no effect
            type: daily, days_of_month: [1]                 | ignored-key schedule 1 is daily, so that days_of_month has no effect
            type: weekly, days: [Monday], days_of_month: [1] | ignored-key schedule 1 is weekly, so that days_of_month has no effect
            type: monthly, days: [Monday], days_of_month: [1] | ignored-key schedule 1 is monthly, so that days has no effect
            """)
    void daysAreOnlyForTheTypesThatHaveThem(String schedule, String expected) {
        String text = "pipeline_execution_schedule_policy:\n- name: Pipelines\n  enabled: true\n"
                + "  content: {include: [{project: a/b, file: c.yml}]}\n"
                + "  schedules: [{" + schedule + ", " + START + "}]\n";
        assertThat(problems(text, List.of()).stream().map(problem -> problem.rule() + " " + problem.message()))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    private static String scans(String rule) {
        return "scan_execution_policy:\n- name: Scans\n  enabled: true\n  rules:\n  - {" + rule
                + "}\n  actions: [{scan: sast}]\n";
    }

    private static List<String> sentences(String text, List<String> protectedBranches) {
        return problems(text, protectedBranches).stream().map(Problem::toString).toList();
    }

    private static List<Problem> problems(String text, List<String> protectedBranches) {
        PolicyDocument document = PolicyDocument.parse(text, "policy.yml");
        assertThat(document.isValid()).as("%s", document.problems()).isTrue();
        return Linter.lint(document, protectedBranches);
    }
}
