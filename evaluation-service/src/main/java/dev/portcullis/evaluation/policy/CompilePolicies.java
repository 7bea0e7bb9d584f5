// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import dev.portcullis.contracts.LevelKind;
import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stored policies as the engine wants them. Where a version cannot be read, the last one before it that can stays in
 * force, so that nothing is released for want of a parser; the other policies are untouched.
 *
 * @param set the policies that can be read
 * @param broken what is wrong with versions that cannot
 */
record CompilePolicies(PolicySet set, List<Broken> broken) {
    CompilePolicies {
        broken = List.copyOf(broken);
    }

    /**
     * A version that does not take effect.
     *
     * @param instead the version that stays in force in its place; null where there is none
     */
    record Broken(
            StoredPolicy policy, String problem, @Nullable StoredPolicy instead) {}

    /**
     * Compiles.
     *
     * @param stored the versions in force
     * @param earlier finds the versions before one, the newest first
     */
    static CompilePolicies compile(List<StoredPolicy> stored, Function<StoredPolicy, List<StoredPolicy>> earlier) {
        List<AppliedPolicy> applied = new ArrayList<>();
        List<Broken> broken = new ArrayList<>();
        for (StoredPolicy policy : stored) {
            PolicyDocument document = parse(policy);
            if (isReadable(document)) {
                applied.add(applied(policy, document));
                continue;
            }
            StoredPolicy instead = earlier.apply(policy).stream()
                    .filter(version -> isReadable(parse(version)))
                    .findFirst()
                    .orElse(null);
            if (instead != null) {
                applied.add(applied(instead, parse(instead)));
            }
            broken.add(new Broken(policy, problem(document), instead));
        }
        return new CompilePolicies(PolicySet.of(applied), broken);
    }

    private static PolicyDocument parse(StoredPolicy policy) {
        return PolicyDocument.parse(document(policy), policy.name());
    }

    private static boolean isReadable(PolicyDocument document) {
        return document.policies().size() == 1;
    }

    private static AppliedPolicy applied(StoredPolicy policy, PolicyDocument document) {
        return new AppliedPolicy(
                level(policy.level().kind()),
                policy.level().path(),
                policy.policyId().toString(),
                policy.version(),
                document.policies().getFirst());
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
