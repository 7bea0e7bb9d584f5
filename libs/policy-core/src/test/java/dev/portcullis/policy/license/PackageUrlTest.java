// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.license;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageUrlTest {
    @ParameterizedTest
    @CsvSource({
        "pkg:gem/bundler@2.1, pkg:gem/bundler",
        "pkg:gem/bundler, pkg:gem/bundler",
        "pkg:gem/bundler@2.1?platform=java#lib/a@b, pkg:gem/bundler",
        "pkg:gem/bundler?a=b@1#c, pkg:gem/bundler",
        "pkg:gem/bundler#lib?a=b, pkg:gem/bundler",
        "pkg:npm/@babel/core@7.0, pkg:npm/@babel/core",
        "pkg:npm/@babel/core, pkg:npm/@babel/core",
        "pkg:npm/@babel, pkg:npm/@babel",
        "pkg:npm/%40babel/core@7, pkg:npm/%40babel/core",
        "pkg:npm/a@b/c, pkg:npm/a@b/c",
        "@a, @a",
        "?x, ''",
        "#x, ''",
    })
    void theVersionAndWhatFollowsAreLeftOut(String purl, String without) {
        assertThat(PackageUrl.withoutVersion(purl)).isEqualTo(without);
    }

    @ParameterizedTest
    @CsvSource({
        "pkg:gem/bundler, pkg:gem/bundler@2, true",
        "pkg:gem/bundler, pkg:gem/bundler-stats@2, true",
        "pkg:gem/bundler@, pkg:gem/bundler@2?a=b, true",
        "pkg:gem/bundler@, pkg:gem/bundler, true",
        "pkg:gem/bundler@, pkg:gem/bundler-stats@2, false",
        "pkg:gem/bundler@2, pkg:gem/bundler@2, true",
        "pkg:gem/bundler@2, pkg:gem/bundler@2?platform=java#x, true",
        "pkg:gem/bundler@2?platform=java, pkg:gem/bundler@2, true",
        "pkg:gem/bundler@2, pkg:gem/bundler@2.1, false",
        "pkg:gem/bundler@2, pkg:gem/bundler, false",
        "pkg:npm/@babel, pkg:npm/@babel/core@7, true",
        "pkg:npm/@babel/core@, pkg:npm/@babel/core@7, true",
        "pkg:npm/@babel/core@, pkg:npm/@babel/core-js@7, false",
        "pkg:npm, pkg:gem/bundler@2, false",
    })
    void aPatternIsAPrefixOrANameOrAVersion(String pattern, String purl, boolean matches) {
        assertThat(PackageUrl.matches(pattern, purl)).isEqualTo(matches);
    }
}
