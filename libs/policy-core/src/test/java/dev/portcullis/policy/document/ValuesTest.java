// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.ApprovalPolicy;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which single values are taken: numbers and flags without quotes, text with them where it looks like either. */
class ValuesTest {
    private static final String POLICY = """
            approval_policy:
            - name: %s
              enabled: %s
              rules:
              - type: scan_finding
                branches: [%s]
                scanners: []
                vulnerabilities_allowed: %s
                severity_levels: []
                vulnerability_states: []
                vulnerability_attributes: {epss_score: {operator: less_than, value: %s}}
              actions: []
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A     | true  | main  | 0   | 0     | true
            A     | on    | main  | +1  | 1     | true
            "7"   | Off   | "no"  | 1   | 1.0   | true
            "on"  | false | "~"   | 1   | .5    | true
            1a    | false | 1.2.3 | 1   | 5e-1  | true
            7     | true  | main  | 0   | 0     | false
            yes   | true  | main  | 0   | 0     | false
            off   | true  | main  | 0   | 0     | false
            1e3   | true  | main  | 0   | 0     | false
            A     | "on"  | main  | 0   | 0     | false
            A     | [on]  | main  | 0   | 0     | false
            A     | true  | ~     | 0   | 0     | false
            A     | true  | [x]   | 0   | 0     | false
            A     | true  | .5    | 0   | 0     | false
            A     | true  | main  | "0" | 0     | false
            A     | true  | main  | [0] | 0     | false
            A     | true  | main  | 1.0 | 0     | false
            A     | true  | main  | 0   | "0"   | false
            A     | true  | main  | 0   | [0]   | false
            A     | true  | main  | 0   | half  | false
            A     | true  | main  | 0   | 1.001 | false
            A     | true  | main  | 0   | -.001 | false
            """)
    void valuesAreWhatTheyLookLike(
            String name, String enabled, String branch, String allowed, String score, boolean taken) {
        PolicyDocument document =
                PolicyDocument.parse(POLICY.formatted(name, enabled, branch, allowed, score), "policy.yml");
        assertThat(document.isValid()).isEqualTo(taken);
        assertThat(document.policies()).hasSize(taken ? 1 : 0);
        assertThat(document.problems()).hasSize(taken ? 0 : 1);
    }

    @Test
    void digitsWithoutEndAreText() {
        assertThat(valid(POLICY.formatted("1".repeat(40), true, "main", 0, 0))).isFalse();
        assertThat(valid(POLICY.formatted("1".repeat(41), true, "main", 0, 0))).isTrue();
    }

    @Test
    void aLicenceHasAtMost255CharactersAndAListAtMostAThousand() {
        assertThat(valid(licences("\uD83D\uDD12".repeat(255)))).isTrue();
        assertThat(valid(licences("a".repeat(256)))).isFalse();
        assertThat(valid(licences(numbered(1000)))).isTrue();
        assertThat(valid(licences(numbered(1001)))).isFalse();
    }

    @Test
    void theCommentIsSentUnlessItIsSwitchedOff() {
        String policy = POLICY.formatted("A", true, "main", 0, 0).replace("actions: []", "actions: [%s]");
        for (String action : new String[] {"", "{type: send_bot_message, enabled: true}"}) {
            PolicyDocument document = PolicyDocument.parse(policy.formatted(action), "policy.yml");
            assertThat(((ApprovalPolicy) document.policies().getFirst()).sendBotMessage())
                    .isTrue();
        }
    }

    @Test
    void aNameCountsInCharacters() {
        assertThat(valid(POLICY.formatted("\uD83D\uDD12".repeat(255), true, "main", 0, 0)))
                .isTrue();
        assertThat(valid(POLICY.formatted("\uD83D\uDD12".repeat(256), true, "main", 0, 0)))
                .isFalse();
    }

    @Test
    void aThousandProblemsAreToldAndOneErrorStandsForTheRest() {
        assertThat(PolicyDocument.parse(keys(1000), "policy.yml").problems())
                .hasSize(1000)
                .extracting(Problem::rule)
                .containsOnly("unknown-key");
        for (int more : new int[] {1001, 1003}) {
            assertThat(PolicyDocument.parse(keys(more), "policy.yml").problems())
                    .hasSize(1001)
                    .last()
                    .hasToString("policy.yml:1001:1: error: there are more problems from here on;"
                            + " mend those above first (key1000)");
        }
    }

    private static boolean valid(String text) {
        return PolicyDocument.parse(text, "policy.yml").isValid();
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "key" + i + ": 1\n").collect(Collectors.joining());
    }

    private static String numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "L" + i).collect(Collectors.joining(", "));
    }

    private static String licences(String names) {
        return "approval_policy: [{name: A, enabled: true, actions: [], rules: [{type: license_finding, branches: [],"
                + " license_states: [detected], match_on_inclusion_license: true, license_types: [" + names + "]}]}]";
    }
}
