// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.document.PolicyDocument;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PolicySetTest {
    private static final AppliedPolicy INSTANCE = applied(Level.INSTANCE, "", 1);
    private static final AppliedPolicy TOP = applied(Level.GROUP, "acme", 1);
    private static final AppliedPolicy GROUP = applied(Level.GROUP, "acme/shop", 1);
    private static final AppliedPolicy OTHER = applied(Level.GROUP, "acme/sh", 1);
    private static final AppliedPolicy PROJECT = applied(Level.PROJECT, "acme/shop/web", 1);

    @Test
    @Tag("S6-1")
    void thePoliciesOfAProjectComeFromTheTopDown() {
        PolicySet policies = PolicySet.of(List.of(PROJECT, OTHER, GROUP, TOP, INSTANCE));
        assertThat(policies.of("acme/shop/web")).containsExactly(INSTANCE, TOP, GROUP, PROJECT);
        assertThat(policies.of("acme/sh/web")).containsExactly(INSTANCE, TOP, OTHER);
        assertThat(policies.of("acme")).containsExactly(INSTANCE);
        assertThat(policies.all()).containsExactly(PROJECT, OTHER, GROUP, TOP, INSTANCE);
    }

    @Test
    void theDigestIsOfThePoliciesInAnyOrder() {
        String digest = PolicySet.of(List.of(TOP, GROUP)).digest();
        assertThat(digest).matches("[0-9a-f]{64}");
        assertThat(PolicySet.of(List.of(GROUP, TOP)).digest()).isEqualTo(digest);
        assertThat(PolicySet.of(List.of(TOP)).digest()).isNotEqualTo(digest);
        assertThat(PolicySet.of(List.of(TOP, applied(Level.GROUP, "acme/shop", 2)))
                        .digest())
                .isNotEqualTo(digest);
        assertThat(PolicySet.of(List.of(TOP, OTHER)).digest()).isNotEqualTo(digest);
    }

    private static AppliedPolicy applied(Level level, String path, long version) {
        PolicyDocument document = PolicyDocument.parse(
                "approval_policy: [{name: A, enabled: true, actions: [], rules:"
                        + " [{type: any_merge_request, branches: [main], commits: any}]}]",
                "policy.yml");
        return new AppliedPolicy(level, path, "1", version, document.policies().getFirst());
    }
}
