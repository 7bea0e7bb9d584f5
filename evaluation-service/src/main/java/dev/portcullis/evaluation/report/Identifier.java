// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Set;

/**
 * What a finding is known as, e.g. a CVE or a scanner's rule.
 *
 * @param type e.g. {@code cve}, {@code semgrep_id}
 * @param name for people, e.g. {@code CWE-89}
 * @param value within the type, e.g. {@code 89}
 */
public record Identifier(String type, String name, String value) {
    /** Kinds of weakness that many findings share; they tell no two findings apart. */
    private static final Set<String> CLASSIFICATIONS = Set.of("cwe", "wasc");

    public Identifier {
        requireNonNull(type, "type is null");
        requireNonNull(name, "name is null");
        requireNonNull(value, "value is null");
    }

    /** SHA-1 of {@code <type>:<value>}, in exactly the report's case. */
    String fingerprint() {
        return Sha1.hex(type + ":" + value);
    }

    boolean isClassification() {
        return CLASSIFICATIONS.contains(type.toLowerCase(Locale.ROOT));
    }

    /** What people search for: {@code CVE-2026-1}, {@code CWE-89}, {@code B303}. */
    String label() {
        boolean telling = value.chars().anyMatch(Character::isLetter) && value.indexOf(' ') < 0;
        return telling ? value : name;
    }
}
