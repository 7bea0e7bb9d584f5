// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import dev.portcullis.policies.policy.PolicyStore;
import dev.portcullis.policies.policy.StoredVersion;
import dev.portcullis.policy.diff.PolicyWords;
import dev.portcullis.policy.diff.UnifiedDiff;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.model.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a proposal changes: in words, and line by line. */
@ApplicationScoped
class CompareProposal {
    private static final int MOST_WORDS = 200;

    private final PolicyStore policies;

    CompareProposal(PolicyStore policies) {
        this.policies = policies;
    }

    /** What becomes different with the activation, in sentences. */
    List<String> words(Proposal proposal) {
        return switch (ProposalKind.of(proposal.kind)) {
            case NEW -> List.of("A new " + proposal.type + " '" + proposal.name + "'.");
            case ENABLE -> List.of("'" + proposal.name + "' comes into force again, as it stands.");
            case DISABLE -> List.of("'" + proposal.name + "' is out of force until it is enabled again.");
            case RETIRE -> List.of("'" + proposal.name + "' is out of force for good.");
            case CHANGE -> changes(policy(before(proposal)), policy(proposal.text()));
        };
    }

    /** The lines that become different, as {@code diff -u} shows them; empty where the text stays. */
    String lines(Proposal proposal) {
        String from = proposal.baseVersion == null ? "/dev/null" : "version " + proposal.baseVersion;
        return UnifiedDiff.of(from, before(proposal), "edition " + proposal.edition, proposal.text());
    }

    private static List<String> changes(@Nullable Policy before, @Nullable Policy after) {
        if (before == null || after == null) {
            return List.of("A text that was valid when it was written no longer is; compare it line by line.");
        }
        List<String> words = PolicyWords.changes(before, after);
        return words.isEmpty()
                ? List.of("It means the same as before; only layout or comments change.")
                : words.stream().limit(MOST_WORDS).toList();
    }

    private String before(Proposal proposal) {
        if (proposal.policyId == null || proposal.baseVersion == null) {
            return "";
        }
        StoredVersion version = policies.version(proposal.policyId, proposal.baseVersion);
        return new String(version.yaml, StandardCharsets.UTF_8);
    }

    private static @Nullable Policy policy(String yaml) {
        List<Policy> policies = PolicyDocument.parse(yaml, "policy.yml").policies();
        return policies.size() == 1 ? policies.getFirst() : null;
    }
}
