// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One policy as GitLab's editor shows it is written as policy.yml has it, and means the same. */
@Tag("S0-6")
class StoredFormTest {
    private static final String REST = """
            enabled: true
            actions: []
            rules:
            - type: any_merge_request
              branch_type: default
              commits: any
            """;

    @Test
    void thePolicyBecomesTheElementOfItsList() {
        assertStored("""
                # policy.yml
                type: pipeline_execution_policy
                name: Secret detection
                description: >-
                  This policy enforces secret detection and allows projects to override the
                  behavior of the scanner.

                # switched on
                enabled: true # since May
                pipeline_config_strategy: override_project_ci
                content:
                  include:
                    - project: gitlab-org/pipeline-execution-policies/compliance-project
                      file: secret-detection.yml
                """, """
                # policy.yml
                pipeline_execution_policy:
                - name: Secret detection
                  description: >-
                    This policy enforces secret detection and allows projects to override the
                    behavior of the scanner.

                  # switched on
                  enabled: true # since May
                  pipeline_config_strategy: override_project_ci
                  content:
                    include:
                      - project: gitlab-org/pipeline-execution-policies/compliance-project
                        file: secret-detection.yml
                """);
    }

    @Test
    void theTypeMayStandAnywhere() {
        String stored = "approval_policy:\n- name: A\n  " + REST.strip().replace("\n", "\n  ") + "\n";
        assertStored("name: A\ntype: approval_policy\n" + REST, stored);
        assertStored("name: A\n" + REST + "type: approval_policy\n", stored);
        assertStored("name: A\n" + REST + "type: 'approval_policy'", stored);
        assertStored("---\n\"type\": approval_policy\n\nname: A\n" + REST, "---\n" + stored.replace(":\n-", ":\n\n-"));
    }

    @Test
    void commentsStay() {
        String stored =
                "approval_policy: # why\n# what\n- name: A\n  " + REST.strip().replace("\n", "\n  ") + "\n";
        assertStored("type: approval_policy # why\n# what\nname: A\n" + REST, stored);
        assertStored(
                "name: A\ntype: approval_policy # why\n" + REST + "# end\n",
                stored.replace(" # why\n# what", "").replace("A\n", "A\n  # why\n") + "  # end\n");
    }

    @Test
    void otherRepairsAreMadeBesides() {
        assertStored(
                "type: scan_result_policy\nname: A\n"
                        + REST.replace("any\n", "ANY\n").replace("default", "Default"),
                "approval_policy:\n- name: A\n  " + REST.strip().replace("\n", "\n  ") + "\n");
        String slip = "type: Approval_Policy\nnmae: A\n" + REST;
        assertThat(Fixes.apply(PolicyDocument.parse(slip, "policy.yml")))
                .isEqualTo("approval_policy:\n- name: A\n  " + REST.strip().replace("\n", "\n  ") + "\n");
    }

    /** Texts over several lines keep their words, and so do lines that end as on Windows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "description: |\n  one\n\n    two\n   \n  three\n",
                "description: |2+\n    one\n  two\n\n",
                "description: \"one\\\n  two\n\n three\"\n",
                "description: 'one\n\n  two'\n",
                "description: one\n  two\n   three\n",
                "metadata: {\n a: b,\n\tc: d\n}\n",
                "metadata:\r\n  a: >\r\n    b\r\n\r\n    c\r\n",
                "metadata: &m\n  a: b\n",
            })
    void textsKeepTheirLines(String keys) {
        assertMeansTheSame("type: approval_policy\nname: A\n" + keys + REST);
        assertMeansTheSame("name: A\n" + REST + keys + "type: approval_policy\n");
        assertMeansTheSame(keys + "type: approval_policy\nname: A\n" + REST);
        assertMeansTheSame("type: approval_policy\nname: A\n" + REST + keys.stripTrailing());
    }

    @Test
    void anIndentedPolicyIsStoredToo() {
        assertMeansTheSame(
                "  type: approval_policy\n  name: A\n  " + REST.strip().replace("\n", "\n  "));
        assertMeansTheSame("\ufeff# c\n  name: A\n  type: approval_policy\n  "
                + REST.strip().replace("\n", "\n  "));
    }

    @Test
    void whatNeedsAPersonStays() {
        String flow = "{type: approval_policy, name: A, enabled: true, actions: [], rules: []}\n";
        assertThat(fixed(flow)).isEqualTo(flow);
        String lines = "{\ntype: approval_policy,\nname: A,\nenabled: true,\nactions: [],\nrules: []\n}\n";
        assertThat(fixed(lines)).isEqualTo(lines);
        for (String type :
                new String[] {"type:\n  approval_policy", "type: &t approval_policy", "? type\n: approval_policy"}) {
            assertThat(fixed(type + "\nname: A\n" + REST)).isEqualTo(type + "\nname: A\n" + REST);
        }
        String oldMac = ("type: approval_policy\nname: A\n" + REST).replace('\n', '\r');
        assertThat(fixed(oldMac)).isEqualTo(oldMac);
        assertThat(fixed("type: approval_policy\n")).isEqualTo("type: approval_policy\n");
        String twice = "type: approval_policy\nname: A\nname: B\n" + REST;
        assertThat(fixed(twice)).isEqualTo(twice);
    }

    private static void assertStored(String alone, String stored) {
        assertThat(fixed(alone)).isEqualTo(stored);
        assertMeansTheSame(alone);
    }

    private static void assertMeansTheSame(String alone) {
        PolicyDocument before = PolicyDocument.parse(alone, "policy.yml");
        PolicyDocument after = PolicyDocument.parse(fixed(alone), "policy.yml");
        assertThat(before.policies()).as(alone).hasSize(1);
        assertThat(after.problems()).as(after.text()).isEmpty();
        assertThat(after.policies()).isEqualTo(before.policies());
        assertThat(Fixes.apply(after)).isEqualTo(after.text());
    }

    private static String fixed(String text) {
        return Fixes.apply(PolicyDocument.parse(text, "policy.yml"));
    }
}
