// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.license;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A licence expression. Identifiers are those of the SPDX License List in force, with {@code WITH} and the exception as
 * a part of them; a text that is neither listed nor an expression stands for itself, in lower case.
 */
public sealed interface LicenseExpression {
    /** A component about whose licence nothing is known. */
    LicenseExpression UNKNOWN = new Single("unknown");

    /** Whether the licence is acceptable, where {@code accepts} says so of single licences. */
    boolean isAcceptable(Predicate<String> accepts);

    /** The single licences in it, in the order of the text. */
    List<String> ids();

    /** Reads an identifier, a name or an expression; any text gives an expression. */
    static LicenseExpression parse(String text) {
        return ExpressionReader.read(text);
    }

    /**
     * Whether every licence in {@code text} is one that is known: on SPDX's list, a reference of one's own, or the word
     * {@code unknown}.
     */
    static boolean isKnown(String text) {
        return parse(text).ids().stream()
                .map(id -> id.split(" ", 2)[0])
                .allMatch(id -> id.equals("unknown")
                        || id.toLowerCase(Locale.ROOT).matches("(licenseref|documentref)-.*")
                        || LicenseCatalog.bundled().find(id).isPresent());
    }

    /** One licence. */
    record Single(String id) implements LicenseExpression {
        public Single {
            requireNonNull(id, "id is null");
        }

        @Override
        public boolean isAcceptable(Predicate<String> accepts) {
            return accepts.test(id);
        }

        @Override
        public List<String> ids() {
            return List.of(id);
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /** One of several, by choice. */
    record AnyOf(List<LicenseExpression> alternatives) implements LicenseExpression {
        public AnyOf {
            alternatives = List.copyOf(alternatives);
        }

        @Override
        public boolean isAcceptable(Predicate<String> accepts) {
            return alternatives.stream().anyMatch(alternative -> alternative.isAcceptable(accepts));
        }

        @Override
        public List<String> ids() {
            return alternatives.stream().flatMap(one -> one.ids().stream()).toList();
        }

        @Override
        public String toString() {
            return alternatives.stream().map(Object::toString).collect(Collectors.joining(" OR ", "(", ")"));
        }
    }

    /** Several at once. */
    record AllOf(List<LicenseExpression> parts) implements LicenseExpression {
        public AllOf {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean isAcceptable(Predicate<String> accepts) {
            return parts.stream().allMatch(part -> part.isAcceptable(accepts));
        }

        @Override
        public List<String> ids() {
            return parts.stream().flatMap(one -> one.ids().stream()).toList();
        }

        @Override
        public String toString() {
            return parts.stream().map(Object::toString).collect(Collectors.joining(" AND ", "(", ")"));
        }
    }
}
