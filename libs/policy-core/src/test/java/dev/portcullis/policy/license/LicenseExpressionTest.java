// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.license;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseExpressionTest {
    @ParameterizedTest
    @CsvSource({
        "MIT, MIT",
        "mit, MIT",
        "MIT License, MIT",
        "apache license 2.0, Apache-2.0",
        "GPL-2.0, GPL-2.0-only",
        "GPL-2.0+, GPL-2.0-or-later",
        "lgpl-2.1+, LGPL-2.1-or-later",
        "Net-SNMP, Net-SNMP",
        "Acme Licence 1.0, acme licence 1.0",
        "Foo-1.0, foo-1.0",
        "MIT+, mit+",
        "'(mit)', MIT",
        "NONE OF YOUR BUSINESS, none of your business",
        "LicenseRef-Acme, licenseref-acme",
        "DocumentRef-a:LicenseRef-b, documentref-a:licenseref-b",
        "MPL-1.1+, mpl-1.1+",
        "GPL-2.0-only WITH Classpath-exception-2.0, GPL-2.0-only WITH classpath-exception-2.0",
        "gpl-2.0 with CLASSPATH-exception-2.0, GPL-2.0-only WITH classpath-exception-2.0",
    })
    void oneLicenceIsNamedAsTheListNamesIt(String text, String id) {
        assertThat(LicenseExpression.parse(text)).isEqualTo(new LicenseExpression.Single(id));
        assertThat(LicenseExpression.parse("  " + text + " ")).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "unknown", "NOASSERTION", "none", " Unknown\n"})
    void nothingSaidIsUnknown(String text) {
        assertThat(LicenseExpression.parse(text)).isEqualTo(LicenseExpression.UNKNOWN);
        assertThat(LicenseExpression.UNKNOWN).hasToString("unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "MIT OR Apache-2.0 AND Zlib, (MIT OR (Apache-2.0 AND Zlib))",
        "(MIT OR Apache-2.0) AND Zlib, ((MIT OR Apache-2.0) AND Zlib)",
        "mit or(apache-2.0)and zlib, (MIT OR (Apache-2.0 AND Zlib))",
        "((MIT)), MIT",
        "MIT OR Acme-1, (MIT OR acme-1)",
        "Zlib OR MIT AND Zlib OR MIT, (Zlib OR (MIT AND Zlib) OR MIT)",
        "(MIT OR Zlib) OR Foo, (MIT OR Zlib OR foo)",
        "MIT OR (Zlib OR Foo), (MIT OR (Zlib OR foo))",
        "MIT AND (Zlib OR (Foo AND Bar)) AND Baz, (MIT AND (Zlib OR (foo AND bar)) AND baz)",
        "MPL-1.1+ OR gpl-2.0+ With MY-exception, (mpl-1.1+ OR GPL-2.0-or-later WITH my-exception)",
        "GPL-2.0-with-classpath-exception AND MIT, (GPL-2.0-only WITH Classpath-exception-2.0 AND MIT)",
        "LicenseRef-7 OR LicenseRef-gnrtd0 OR AdditionRef-1, (licenseref-7 OR licenseref-gnrtd0 OR additionref-1)",
        "DocumentRef-a:LicenseRef-b OR a:b:c, (documentref-a:licenseref-b OR a:b:c)",
        "Classpath-exception-2.0 OR NOASSERTION, (classpath-exception-2.0 OR noassertion)",
        "MIT AND GPL-2.0 WITH Classpath-exception-2.0 OR Zlib, "
                + "((MIT AND GPL-2.0-only WITH classpath-exception-2.0) OR Zlib)",
    })
    void andBindsMoreThanOr(String text, String read) {
        assertThat(LicenseExpression.parse(text)).hasToString(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MIT OR",
                "OR MIT",
                "MIT AND",
                "MIT OR OR MIT",
                "(MIT",
                "MIT)",
                "()",
                ")(",
                "MIT MIT",
                "MIT Zlib OR",
                "OR MIT Zlib",
                "MIT (Zlib) OR",
                "MIT AND Zlib Foo OR",
                "(MIT) (Zlib) AND",
                "AND OR WITH",
                "MIT +",
                "(MIT) WITH X",
                "MIT WITH X WITH Y",
                "MIT WITH X Y",
                "MIT WITH (X OR Y",
                "MIT AND WITH X",
                "Ökolizenz OR MIT",
                "MIT OR MIT*",
                "MIT WITH",
                "MIT WITH OR",
                "MIT WITH (X)",
                "(MIT OR Zlib) WITH X",
                "MIT, Zlib",
                "MIT / Zlib",
                "MIT OR (Zlib AND)"
            })
    void whatIsNoExpressionStandsForItself(String text) {
        assertThat(LicenseExpression.parse(text))
                .isEqualTo(new LicenseExpression.Single(text.toLowerCase(Locale.ROOT)));
    }

    @Test
    void theLicencesOfAnExpressionComeInTheOrderOfTheText() {
        assertThat(LicenseExpression.parse("Zlib OR (MIT AND Apache-2.0) OR MIT")
                        .ids())
                .containsExactly("Zlib", "MIT", "Apache-2.0", "MIT");
    }

    @Test
    void orNeedsOneAcceptableLicenceAndAndNeedsAll() {
        LicenseExpression expression = LicenseExpression.parse("(MIT OR Zlib) AND Apache-2.0");
        assertThat(expression.isAcceptable(Set.of("Zlib", "Apache-2.0")::contains))
                .isTrue();
        assertThat(expression.isAcceptable(Set.of("Zlib", "MIT")::contains)).isFalse();
        assertThat(expression.isAcceptable(Set.of("Apache-2.0")::contains)).isFalse();
    }

    @Test
    void whatIsNotListedNeedsToBeAcceptedItself() {
        LicenseExpression choice = LicenseExpression.parse("Foo-1.0 OR MIT");
        assertThat(choice.isAcceptable(Set.of("MIT")::contains)).isTrue();
        assertThat(choice.isAcceptable(id -> !id.equals("MIT"))).isTrue();
        LicenseExpression both = LicenseExpression.parse("Foo-1.0 AND GPL-3.0-only");
        assertThat(both.isAcceptable(id -> !id.equals("GPL-3.0-only"))).isFalse();
        assertThat(both.isAcceptable(Set.of("GPL-3.0-only")::contains)).isFalse();
        assertThat(both.isAcceptable(Set.of("GPL-3.0-only", "foo-1.0")::contains))
                .isTrue();
    }

    @Test
    void anExpressionIsReadUpToFiftyLevelsAndFourThousandCharacters() {
        assertThat(LicenseExpression.parse(nested(50))).hasToString("MIT");
        assertThat(LicenseExpression.parse(nested(51))).hasToString(nested(51).toLowerCase(Locale.ROOT));
        assertThat(LicenseExpression.parse("(MIT)" + " OR (MIT)".repeat(60)).ids())
                .hasSize(61);
        String longest = "MIT OR " + "x".repeat(4096 - 7);
        assertThat(LicenseExpression.parse(longest)).isInstanceOf(LicenseExpression.AnyOf.class);
        assertThat(LicenseExpression.parse(longest + "x")).isInstanceOf(LicenseExpression.Single.class);
        assertThat(LicenseExpression.parse("(".repeat(4096))).isInstanceOf(LicenseExpression.Single.class);
        assertThat(LicenseExpression.parse("(".repeat(1_000_000))).isInstanceOf(LicenseExpression.Single.class);
    }

    private static String nested(int levels) {
        return "(".repeat(levels) + "MIT" + ")".repeat(levels);
    }
}
