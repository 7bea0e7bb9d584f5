// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.license;

import dev.portcullis.policy.license.LicenseExpression.AllOf;
import dev.portcullis.policy.license.LicenseExpression.AnyOf;
import dev.portcullis.policy.license.LicenseExpression.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The grammar of SPDX License Expressions (SPDX 2.3, annex D): OR binds weakest, then AND, then WITH. */
final class LicenseExpressionParser {
    private static final int LONGEST = 4096;
    private static final int DEEPEST = 50;
    private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[A-Za-z0-9.:+-]+)");
    private static final Set<String> NOTHING = Set.of("", "unknown", "noassertion", "none");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    LicenseExpressionParser(String text) {
        this.text = text.strip();
    }

    LicenseExpression parse() {
        if (NOTHING.contains(text.toLowerCase(Locale.ROOT))) {
            return LicenseExpression.UNKNOWN;
        }
        Optional<LicenseExpression> listed = LicenseCatalog.bundled().find(text).map(Single::new);
        if (listed.isPresent()) {
            return listed.get();
        }
        LicenseExpression parsed = text.length() <= LONGEST && tokenize() ? anyOf(0) : null;
        return parsed != null && at == tokens.size() ? parsed : new Single(text.toLowerCase(Locale.ROOT));
    }

    private boolean tokenize() {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        return end == text.length();
    }

    private @Nullable LicenseExpression anyOf(int depth) {
        List<LicenseExpression> alternatives = new ArrayList<>();
        do {
            LicenseExpression next = allOf(depth);
            if (next == null) {
                return null;
            }
            alternatives.add(next);
        } while (take("OR"));
        return alternatives.size() == 1 ? alternatives.getFirst() : new AnyOf(alternatives);
    }

    private @Nullable LicenseExpression allOf(int depth) {
        List<LicenseExpression> parts = new ArrayList<>();
        do {
            LicenseExpression next = single(depth);
            if (next == null) {
                return null;
            }
            parts.add(next);
        } while (take("AND"));
        return parts.size() == 1 ? parts.getFirst() : new AllOf(parts);
    }

    private @Nullable LicenseExpression single(int depth) {
        if (take("(")) {
            LicenseExpression inner = depth < DEEPEST ? anyOf(depth + 1) : null;
            return take(")") ? inner : null;
        }
        String id = word();
        if (id == null) {
            return null;
        }
        String listed = LicenseCatalog.bundled().find(id).orElse(id.toLowerCase(Locale.ROOT));
        if (!take("WITH")) {
            return new Single(listed);
        }
        String exception = word();
        return exception == null ? null : new Single(listed + " WITH " + exception.toLowerCase(Locale.ROOT));
    }

    private @Nullable String word() {
        if (at >= tokens.size() || "()".contains(tokens.get(at)) || isOperator(tokens.get(at))) {
            return null;
        }
        return tokens.get(at++);
    }

    private boolean take(String token) {
        if (at < tokens.size() && tokens.get(at).equalsIgnoreCase(token)) {
            at++;
            return true;
        }
        return false;
    }

    private static boolean isOperator(String token) {
        return token.equalsIgnoreCase("OR") || token.equalsIgnoreCase("AND") || token.equalsIgnoreCase("WITH");
    }
}
