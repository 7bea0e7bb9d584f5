// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import dev.portcullis.contracts.LevelKind;
import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.model.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Stored policies as the engine wants them. One that cannot be read is left out alone and named; the others stay in
 * force.
 *
 * @param set the policies that can be read
 * @param broken what is wrong with the others
 */
record CompilePolicies(PolicySet set, Map<StoredPolicy, String> broken) {
    CompilePolicies {
        broken = Map.copyOf(broken);
    }

    static CompilePolicies compile(List<StoredPolicy> stored) {
        List<AppliedPolicy> applied = new ArrayList<>();
        Map<StoredPolicy, String> broken =
                new TreeMap<>((one, other) -> one.policyId().compareTo(other.policyId()));
        for (StoredPolicy policy : stored) {
            PolicyDocument document = PolicyDocument.parse(document(policy), policy.name());
            List<Policy> policies = document.policies();
            if (policies.size() != 1) {
                broken.put(policy, problem(document));
                continue;
            }
            applied.add(new AppliedPolicy(
                    level(policy.level().kind()),
                    policy.level().path(),
                    policy.policyId().toString(),
                    policy.version(),
                    policies.getFirst()));
        }
        return new CompilePolicies(PolicySet.of(applied), broken);
    }

    /** One policy is stored as in GitLab's editor: the object alone. The parser reads whole files. */
    static String document(StoredPolicy policy) {
        String yaml = policy.yaml();
        if (Pattern.compile("^" + Pattern.quote(policy.type()) + "\\s*:", Pattern.MULTILINE)
                .matcher(yaml)
                .find()) {
            return yaml;
        }
        StringBuilder item = new StringBuilder(policy.type()).append(":\n-\n");
        yaml.lines()
                .filter(line -> !line.startsWith("---") && !line.matches("type\\s*:.*"))
                .forEach(line -> item.append("  ").append(line).append('\n'));
        return item.toString();
    }

    private static String problem(PolicyDocument document) {
        return document.problems().stream()
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .map(Problem::toString)
                .findFirst()
                .orElse("the document holds " + document.policies().size() + " policies where one was expected");
    }

    private static Level level(LevelKind kind) {
        return switch (kind) {
            case INSTANCE -> Level.INSTANCE;
            case GROUP -> Level.GROUP;
            case PROJECT -> Level.PROJECT;
        };
    }
}
