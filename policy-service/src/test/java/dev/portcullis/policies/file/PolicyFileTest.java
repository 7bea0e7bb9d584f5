// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policies.file.ComposeFile.Placed;
import dev.portcullis.policies.file.PolicyFile.Part;
import dev.portcullis.policies.policy.PolicyText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyFileTest {
    private static final String FILE = """
            # Kept by the security team.
            ---
            approval_policy:
              # Criticals are looked at by two.
              - name: Criticals
                description: |
                  Look twice.

                  # not a comment
                enabled: true # on purpose
                rules:
                  - type: scan_finding
                    branch_type: protected
                    scanners: [sast,
                      secret_detection
                    ]
                    vulnerabilities_allowed: 0
                    severity_levels: [critical]
                    vulnerability_states: []
                actions:
                  - {type: require_approval, approvals_required: 2, role_approvers: [maintainer]}
                # said at the end of Criticals

            # between two policies

              - name: Everything
                enabled: false
                rules:
                  - type: any_merge_request
                    branch_type: protected
                    commits: any
                actions:
                  - type: require_approval
                    approvals_required: 1
                    user_approvers: [alice]

            # about scans
            scan_execution_policy:
            - name: Nightly
              enabled: true
              rules:
              - type: schedule
                cadence: 0 0 * * *
                branch_type: default
              actions:
              - scan: sast
            # the end""";

    private static List<Placed> all(PolicyFile file) {
        List<Placed> placed = new ArrayList<>();
        file.parts().forEach(part -> placed.add(new Placed(part.text(), part)));
        return placed;
    }

    private static PolicyText changed(Part part, String from, String to) {
        assertThat(part.text().yaml()).contains(from);
        return PolicyText.read(part.text().yaml().replace(from, to));
    }

    @Test
    void eachPolicyHasItsOwnLinesWithItsComments() {
        PolicyFile file = PolicyFile.read(FILE);

        assertThat(file.readable()).isTrue();
        assertThat(file.parts()).extracting(Part::name).containsExactly("Criticals", "Everything", "Nightly");
        assertThat(file.parts().get(0).text().yaml())
                .startsWith("approval_policy:\n  # Criticals are looked at by two.\n  - name: Criticals\n")
                .contains("secret_detection\n")
                .endsWith("    # said at the end of Criticals\n");
        assertThat(file.parts().get(1).text().yaml())
                .startsWith("approval_policy:\n  - name: Everything\n")
                .endsWith("user_approvers: [alice]\n");
        assertThat(file.parts().get(2).text().yaml())
                .startsWith("scan_execution_policy:\n- name: Nightly\n")
                .endsWith("- scan: sast\n");
        file.parts()
                .forEach(part ->
                        assertThat(PolicyText.read(part.text().yaml()).name()).isEqualTo(part.name()));
    }

    @Test
    void anUnchangedFileComesBackByteForByte() {
        PolicyFile file = PolicyFile.read(FILE);
        assertThat(ComposeFile.compose(file, all(file))).isEqualTo(FILE);

        String windows = FILE.replace("\n", "\r\n");
        PolicyFile other = PolicyFile.read(windows);
        assertThat(other.parts()).extracting(Part::lines).doesNotContainNull();
        assertThat(ComposeFile.compose(other, all(other))).isEqualTo(windows);
    }

    @Test
    void oneChangedPolicyLeavesTheRestAndAllComments() {
        PolicyFile file = PolicyFile.read(FILE);
        List<Placed> policies = all(file);
        Part everything = file.parts().get(1);
        policies.set(1, new Placed(changed(everything, "approvals_required: 1", "approvals_required: 3"), everything));

        assertThat(ComposeFile.compose(file, policies))
                .isEqualTo(FILE.replace("approvals_required: 1\n", "approvals_required: 3\n"));
    }

    @Test
    void aTextWithAnotherIndentationIsFittedIn() {
        PolicyFile file = PolicyFile.read(FILE);
        List<Placed> policies = all(file);
        Part nightly = file.parts().get(2);
        String deeper = """
                scan_execution_policy:
                    # moved
                    - name: Nightly
                      enabled: false
                      rules:
                        - type: schedule
                          cadence: 0 1 * * *
                          branch_type: default
                      actions:
                        - scan: sast
                """;
        policies.set(2, new Placed(PolicyText.read(deeper), nightly));

        String composed = ComposeFile.compose(file, policies);
        assertThat(composed)
                .startsWith(FILE.substring(0, FILE.indexOf("- name: Nightly")))
                .contains("scan_execution_policy:\n# moved\n- name: Nightly\n  enabled: false\n")
                .endsWith("# the end");
        assertThat(PolicyFile.read(composed).parts()).hasSize(3);
    }

    @Test
    void whatIsGoneIsTakenOutAndAnEmptyListWithIt() {
        PolicyFile file = PolicyFile.read(FILE);
        List<Placed> first = List.of(all(file).get(0));

        String composed = ComposeFile.compose(file, first);
        assertThat(composed)
                .startsWith("# Kept by the security team.\n---\napproval_policy:\n  # Criticals are looked at by two.")
                .contains("# between two policies")
                .contains("# about scans")
                .endsWith("# the end")
                .doesNotContain("Everything", "scan_execution_policy");
        assertThat(ComposeFile.compose(file, List.of())).doesNotContain("approval_policy", "name:");
    }

    @Test
    void whatIsNewFollowsTheOthersOfItsType() {
        PolicyFile file = PolicyFile.read(FILE);
        List<Placed> policies = all(file);
        PolicyText more = changed(file.parts().get(1), "name: Everything", "name: More");
        policies.add(new Placed(more, null));
        PolicyText other = PolicyText.read("""
                vulnerability_management_policy:
                  - name: Clean up
                    enabled: true
                    rules: [{type: no_longer_detected, scanners: [], severity_levels: []}]
                    actions: [{type: auto_resolve}]
                """);
        policies.add(new Placed(other, null));

        String composed = ComposeFile.compose(file, policies);
        assertThat(composed).contains("user_approvers: [alice]\n  - name: More\n    enabled: false\n");
        assertThat(composed).contains("# the end\nvulnerability_management_policy:\n  - name: Clean up\n");
        assertThat(PolicyFile.read(composed).parts())
                .extracting(Part::name)
                .containsExactly("Criticals", "Everything", "More", "Nightly", "Clean up");
    }

    @Test
    void aBrokenPolicyIsToldWithItsPlaceAndTheOthersStand() {
        PolicyFile file = PolicyFile.read(FILE.replace("commits: any", "commits: some"));

        assertThat(file.readable()).isTrue();
        assertThat(file.parts()).extracting(part -> part.text() != null).containsExactly(true, false, true);
        Part broken = file.parts().get(1);
        assertThat(broken.name()).isEqualTo("Everything");
        assertThat(broken.error()).isPresent();
        assertThat(broken.error().get().line()).isEqualTo(31);
        assertThat(broken.error().get().column()).isEqualTo(18);
    }

    @Test
    void theSecondOfAnameIsBroken() {
        PolicyFile file = PolicyFile.read(FILE.replace("name: Everything", "name: Criticals"));

        assertThat(file.parts()).extracting(part -> part.text() != null).containsExactly(true, false, true);
        assertThat(file.parts().get(1).error().get().rule()).isEqualTo("duplicate-name");
    }

    @Test
    void aRenamedPolicyIsLikeWhatItWas() {
        PolicyFile before = PolicyFile.read(FILE);
        PolicyFile after = PolicyFile.read(FILE.replace("name: Everything", "name: 'All of it' # renamed"));

        assertThat(after.parts().get(1).name()).isEqualTo("All of it");
        assertThat(after.parts().get(1).likeness())
                .isEqualTo(before.parts().get(1).likeness())
                .isNotEqualTo(after.parts().get(0).likeness());
    }

    @Test
    void policiesThatShareLinesOrAnchorsAreWrittenOutAlone() {
        String shared = """
                approval_policy:
                  - name: One
                    enabled: true
                    rules: &rules
                      - {type: any_merge_request, branch_type: protected, commits: any}
                    actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]
                  - name: Two
                    enabled: true
                    rules: *rules
                    actions: [{type: require_approval, approvals_required: 1, user_approvers: [bob]}]
                scan_execution_policy: [{name: N, enabled: true, rules: [{type: pipeline, branch_type: all}],
                  actions: [{scan: sast}]}]
                """;
        PolicyFile file = PolicyFile.read(shared);

        assertThat(file.parts()).extracting(part -> part.text() != null).containsExactly(true, true, true);
        assertThat(PolicyText.read(file.parts().get(1).text().yaml()).name()).isEqualTo("Two");
        assertThat(ComposeFile.compose(file, all(file))).isEqualTo(shared);
        String without = ComposeFile.compose(file, all(file).subList(1, 3));
        assertThat(PolicyFile.read(without).parts()).extracting(Part::name).containsExactly("Two", "N");
    }

    @Test
    void whatIsNoPolicyFileHasNoPartsButAPlace() {
        assertThat(PolicyFile.read("approval_policy:\n  - name: [").readable()).isFalse();
        assertThat(PolicyFile.read("approval_policy:\n  - name: [")
                        .error()
                        .get()
                        .line())
                .isGreaterThan(1);
        assertThat(PolicyFile.read("").readable()).isFalse();
        assertThat(PolicyFile.read(new byte[] {(byte) 0xff, (byte) 0xfe}).readable())
                .isFalse();
        assertThat(PolicyFile.read("- 1\n").readable()).isFalse();
        assertThat(PolicyFile.read("approval_policy: []\n").readable()).isTrue();
    }
}
