// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.license;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.spdx.core.InvalidSPDXAnalysisException;
import org.spdx.library.LicenseInfoFactory;
import org.spdx.library.ModelCopyManager;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.license.AnyLicenseInfo;
import org.spdx.library.model.v2.license.ConjunctiveLicenseSet;
import org.spdx.library.model.v2.license.DisjunctiveLicenseSet;
import org.spdx.library.model.v2.license.SimpleLicensingInfo;
import org.spdx.library.model.v2.license.WithExceptionOperator;
import org.spdx.storage.simple.InMemSpdxStore;
import org.spdx.utility.license.LicenseExpressionParser;

/** The library of the SPDX project reads expressions and knows the list as we do. */
class SpdxLibraryTest {
    private static final List<String> LICENSES = List.of(
            "MIT",
            "Apache-2.0",
            "GPL-2.0-only",
            "GPL-3.0-or-later",
            "LGPL-2.1-only",
            "BSD-3-Clause",
            "LicenseRef-acme");
    private static final List<String> EXCEPTIONS = List.of("Classpath-exception-2.0", "LLVM-exception");

    /** What it needs to be told, or else it asks the network for the list. */
    @BeforeAll
    @BeforeContainer
    static void keepFromTheNetwork() {
        System.setProperty("org.spdx.useJARLicenseInfoOnly", "true");
        SpdxModelFactory.init();
    }

    @Property(tries = 500)
    void acceptsTheSameExpressionsForTheSameLicences(@ForAll Random random) throws InvalidSPDXAnalysisException {
        Set<String> leaves = new HashSet<>();
        String text = expression(random, 4, leaves);
        Set<String> accepted = new HashSet<>(leaves);
        accepted.removeIf(_ -> random.nextBoolean());
        AnyLicenseInfo theirs = LicenseExpressionParser.parseLicenseExpressionCompatV2(
                text, new InMemSpdxStore(), "https://example.com/document", new ModelCopyManager());
        assertThat(LicenseExpression.parse(text).isAcceptable(id -> accepted.contains(id.toLowerCase(Locale.ROOT))))
                .as(text)
                .isEqualTo(isAcceptable(theirs, accepted));
    }

    @Test
    void theBundledListNamesWhatTheyList() throws IOException, InvalidSPDXAnalysisException {
        try (InputStream in = LicenseCatalog.class.getResourceAsStream("spdx-licenses.tsv")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).hasSizeGreaterThan(600);
            for (String line : lines.subList(1, lines.size())) {
                String[] columns = line.split("\t");
                assertThat(LicenseInfoFactory.isSpdxListedLicenseId(columns[0]))
                        .as(line)
                        .isTrue();
                if (columns.length > 2) {
                    assertThat(LicenseInfoFactory.getListedLicenseByIdCompatV2(columns[0])
                                    .isDeprecated())
                            .as(line)
                            .isTrue();
                }
            }
        }
    }

    private static String expression(Random random, int depth, Set<String> leaves) {
        if (depth == 0 || random.nextInt(4) == 0) {
            String leaf = LICENSES.get(random.nextInt(LICENSES.size()));
            if (leaf.startsWith("GPL") && random.nextBoolean()) {
                leaf += " WITH " + EXCEPTIONS.get(random.nextInt(EXCEPTIONS.size()));
            }
            leaves.add(leaf.toLowerCase(Locale.ROOT));
            return leaf;
        }
        StringBuilder text = new StringBuilder(part(random, depth, leaves));
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(random.nextBoolean() ? " AND " : " OR ").append(part(random, depth, leaves));
        }
        return text.toString();
    }

    private static String part(Random random, int depth, Set<String> leaves) {
        String inner = expression(random, depth - 1, leaves);
        return random.nextBoolean() ? "(" + inner + ")" : inner;
    }

    private static boolean isAcceptable(AnyLicenseInfo license, Set<String> accepted)
            throws InvalidSPDXAnalysisException {
        switch (license) {
            case ConjunctiveLicenseSet all -> {
                boolean every = true;
                for (AnyLicenseInfo member : all.getMembers()) {
                    every &= isAcceptable(member, accepted);
                }
                return every;
            }
            case DisjunctiveLicenseSet any -> {
                boolean one = false;
                for (AnyLicenseInfo member : any.getMembers()) {
                    one |= isAcceptable(member, accepted);
                }
                return one;
            }
            case WithExceptionOperator with -> {
                return accepted.contains(
                        (id(with.getLicense()) + " with " + with.getException().getLicenseExceptionId())
                                .toLowerCase(Locale.ROOT));
            }
            default -> {
                return accepted.contains(id(license).toLowerCase(Locale.ROOT));
            }
        }
    }

    private static String id(AnyLicenseInfo license) {
        return ((SimpleLicensingInfo) license).getLicenseId();
    }
}
