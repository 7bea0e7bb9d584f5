// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.policy;

import static dev.portcullis.service.problem.ProblemException.problem;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portcullis.contracts.PolicyState;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.service.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The text of exactly one valid policy, as GitLab's policy.yml writes it, and what it says of itself.
 *
 * @param yaml the exact text
 * @param type GitLab's policy key
 * @param name the policy's name
 * @param enabled whether it switches itself on
 * @param remarks what the linter has to say although it is valid
 */
public record PolicyText(String yaml, String type, String name, boolean enabled, List<Remark> remarks) {
    /** The largest policy, in bytes of UTF-8. */
    public static final int MAX_BYTES = 512 * 1024;

    /** How many remarks of a text are kept. */
    public static final int MOST_REMARKS = 100;

    public PolicyText {
        requireNonNull(yaml, "yaml is null");
        requireNonNull(type, "type is null");
        requireNonNull(name, "name is null");
        remarks = List.copyOf(remarks);
    }

    /**
     * Something that the parser noticed.
     *
     * @param level error, warning or note
     * @param rule a stable name for the kind of problem
     * @param message what is wrong
     * @param suggestion what to do, absent where there is nothing to suggest
     * @param line from 1
     * @param column from 1
     * @param path where in the document
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Remark(
            String level,
            String rule,
            String message,
            @Nullable String suggestion,
            int line,
            int column,
            String path) {
        /** What the parser says, as people read it. */
        public static Remark of(Problem problem) {
            return new Remark(
                    problem.level().name().toLowerCase(Locale.ROOT),
                    problem.rule(),
                    problem.message(),
                    problem.suggestion(),
                    problem.at().line(),
                    problem.at().column(),
                    problem.path());
        }
    }

    /** What the parser says about a text, valid or not; at most 100 remarks. */
    public static List<Remark> check(String yaml) {
        return PolicyDocument.parse(yaml, "policy.yml").problems().stream()
                .limit(MOST_REMARKS)
                .map(Remark::of)
                .toList();
    }

    /** Whether none of the remarks is an error. */
    public static boolean isValid(List<Remark> remarks) {
        return remarks.stream().noneMatch(remark -> remark.level().equals("error"));
    }

    /**
     * Reads a policy.
     *
     * @throws ProblemException 413 where it is too large, 422 with line and column where it is not one valid policy
     */
    public static PolicyText read(String yaml) {
        if (yaml.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw problem(413, "Policy too large")
                    .detail("A policy has at most " + MAX_BYTES / 1024 + " KiB.")
                    .build();
        }
        PolicyDocument document = PolicyDocument.parse(yaml, "policy.yml");
        List<Remark> remarks =
                document.problems().stream().limit(MOST_REMARKS).map(Remark::of).toList();
        document.problems().stream()
                .filter(found -> found.level() == Problem.Level.ERROR)
                .findFirst()
                .ifPresent(error -> {
                    throw invalid(Remark.of(error), remarks);
                });
        if (document.policies().size() != 1) {
            Remark count = new Remark(
                    "error",
                    "one-policy",
                    "there are " + document.policies().size() + " policies here",
                    "propose each policy on its own",
                    1,
                    1,
                    "");
            throw invalid(count, List.of(count));
        }
        Policy policy = document.policies().getFirst();
        return new PolicyText(
                yaml, policy.type().word(), policy.name(), policy.header().enabled(), remarks);
    }

    /** Lower-case hex SHA-256 of the UTF-8 bytes. */
    public String sha256() {
        return Secrets.digest(yaml);
    }

    /** The state that a policy with this text is in unless it is disabled or retired. */
    public PolicyState state() {
        return enabled ? PolicyState.ENABLED : PolicyState.DISABLED;
    }

    private static ProblemException invalid(Remark error, List<Remark> remarks) {
        String advice = error.suggestion() == null ? "" : "; " + error.suggestion();
        return problem(422, "Invalid policy")
                .detail("Line " + error.line() + ", column " + error.column() + ": " + error.message() + advice + ".")
                .with("line", error.line())
                .with("column", error.column())
                .with("problems", remarks)
                .build();
    }
}
