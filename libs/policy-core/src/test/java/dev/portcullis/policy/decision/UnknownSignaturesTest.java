// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Projects;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.MergeRequest.Commit;
import dev.portcullis.policy.snapshot.Settings;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Signature;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commits whose signatures nobody asked for, or GitLab did not tell. */
@Tag("R10")
class UnknownSignaturesTest {
    private static final Commit SIGNED = new Commit("a1", null, Signature.UNVERIFIED);
    private static final Commit UNSIGNED = new Commit("a2", null, Signature.NONE);
    private static final Commit UNKNOWN = new Commit("a3", null, null);

    @Test
    void oneThatIsNotKnownLeavesTheRuleUndetermined() {
        assertThat(told(SIGNED, UNKNOWN))
                .contains(
                        "    Rule 1 cannot be determined.",
                        "      The commits' signatures could not be obtained (the signatures of some commits are not known).");
    }

    @Test
    void butOneWithoutASignatureIsEnough() {
        assertThat(told(UNKNOWN, UNSIGNED)).contains("    Rule 1 is violated.", "      Without a signature: a2.");
        assertThat(told(SIGNED)).contains("    Rule 1 is not violated.", "      Every commit is signed.");
    }

    private static List<String> told(Commit... commits) {
        PolicyDocument document = PolicyDocument.parse("""
                approval_policy:
                - name: Signed
                  enabled: true
                  rules: [{type: any_merge_request, branches: [main], commits: unsigned}]
                  actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]
                """, "policy.yml");
        AppliedPolicy applied = new AppliedPolicy(
                Level.INSTANCE, "", "1", 1, document.policies().getFirst());
        Snapshot snapshot = new Snapshot(
                Projects.web("main"),
                new MergeRequest(1, 2, "fix", "main", 1, "a1", List.of(), List.of(commits)),
                Side.NONE,
                Target.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Settings.DEFAULT,
                Map.of());
        return Told.of(Decider.decide(PolicySet.of(List.of(applied)), snapshot, Instant.EPOCH))
                .lines();
    }
}
