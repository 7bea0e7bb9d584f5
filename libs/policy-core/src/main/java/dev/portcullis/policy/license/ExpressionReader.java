// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.license;

import dev.portcullis.policy.license.LicenseExpression.AllOf;
import dev.portcullis.policy.license.LicenseExpression.AnyOf;
import dev.portcullis.policy.license.LicenseExpression.Single;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.spdx.core.InvalidSPDXAnalysisException;
import org.spdx.library.model.v2.license.AnyLicenseInfo;
import org.spdx.library.model.v2.license.ConjunctiveLicenseSet;
import org.spdx.library.model.v2.license.DisjunctiveLicenseSet;
import org.spdx.library.model.v2.license.LicenseSet;
import org.spdx.library.model.v2.license.SimpleLicensingInfo;
import org.spdx.library.model.v2.license.WithExceptionOperator;

/**
 * Reads SPDX License Expressions (SPDX 2.3, annex D) with the library of the SPDX project. The library knows only listed
 * licences; so each word of the text is replaced by a {@code LicenseRef-} with its number before, and put back after.
 */
final class ExpressionReader {
    private static final int LONGEST = 4096;
    private static final int DEEPEST = 50;
    private static final Pattern TEXT = Pattern.compile("[\\sA-Za-z0-9.:+()-]*");
    private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[A-Za-z0-9.:+-]+)\\s*");
    private static final String LICENSE = "LicenseRef-";
    private static final String EXCEPTION = "AdditionRef-";

    /** What SBOMs write where they say nothing. */
    private static final Set<String> NOTHING = Set.of("", "unknown", "noassertion", "none");

    /**
     * What the library would let pass: two operands side by side, WITH after brackets, and WITH without an exception.
     * And one word, for which it need not be loaded.
     */
    private static final Pattern NO_EXPRESSION =
            Pattern.compile("(?:Ref-\\d+|\\)) (?:LicenseRef|\\()|\\) WITH|WITH (?!AdditionRef)|^LicenseRef-\\d+ $");

    private final List<String> words = new ArrayList<>();

    private ExpressionReader() {}

    /** An identifier, a name or an expression; anything else, and what is longer or deeper than honest, is a name. */
    static LicenseExpression read(String text) {
        String stripped = text.strip();
        String lowerCase = stripped.toLowerCase(Locale.ROOT);
        if (NOTHING.contains(lowerCase)) {
            return LicenseExpression.UNKNOWN;
        }
        return LicenseCatalog.bundled()
                .find(stripped)
                .<LicenseExpression>map(Single::new)
                .or(() -> readExpression(stripped))
                .orElseGet(() -> new Single(lowerCase));
    }

    private static Optional<LicenseExpression> readExpression(String text) {
        if (text.length() > LONGEST || !TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        return new ExpressionReader().expression(text);
    }

    private Optional<LicenseExpression> expression(String text) {
        String numbered = TOKEN.matcher(text).replaceAll(this::token).replace("WITH " + LICENSE, "WITH " + EXCEPTION);
        if (NO_EXPRESSION.matcher(numbered).find() || isTooDeep(numbered)) {
            return Optional.empty();
        }
        try {
            return Optional.of(part(SpdxLibrary.parse(numbered)).expression());
        } catch (InvalidSPDXAnalysisException _) {
            return Optional.empty();
        }
    }

    private String token(MatchResult match) {
        String token = match.group(1);
        String operator = token.toUpperCase(Locale.ROOT);
        return switch (operator) {
            case "(", ")", "OR", "AND", "WITH" -> operator + " ";
            default -> {
                words.add(token);
                yield LICENSE + (words.size() - 1) + " ";
            }
        };
    }

    private static boolean isTooDeep(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest > DEEPEST;
    }

    /** A part of the expression and where it begins; the library keeps no order. */
    private record Part(int at, LicenseExpression expression) {}

    private Part part(AnyLicenseInfo info) throws InvalidSPDXAnalysisException {
        switch (info) {
            case ConjunctiveLicenseSet all -> {
                List<Part> parts = parts(all);
                return new Part(
                        parts.getFirst().at(),
                        new AllOf(parts.stream().map(Part::expression).toList()));
            }
            case DisjunctiveLicenseSet any -> {
                List<Part> parts = parts(any);
                return new Part(
                        parts.getFirst().at(),
                        new AnyOf(parts.stream().map(Part::expression).toList()));
            }
            case WithExceptionOperator with -> {
                Part license = part(with.getLicense());
                String exception = words.get(number(with.getException().getLicenseExceptionId()));
                return new Part(
                        license.at(), new Single(license.expression() + " WITH " + exception.toLowerCase(Locale.ROOT)));
            }
            default -> {
                int at = number(((SimpleLicensingInfo) info).getLicenseId());
                String word = words.get(at);
                return new Part(
                        at, new Single(LicenseCatalog.bundled().find(word).orElse(word.toLowerCase(Locale.ROOT))));
            }
        }
    }

    private List<Part> parts(LicenseSet set) throws InvalidSPDXAnalysisException {
        List<Part> parts = new ArrayList<>();
        for (AnyLicenseInfo member : set.getMembers()) {
            parts.add(part(member));
        }
        parts.sort(Comparator.comparingInt(Part::at));
        return parts;
    }

    private static int number(String reference) {
        return Integer.parseInt(reference.substring(reference.indexOf('-') + 1));
    }
}
