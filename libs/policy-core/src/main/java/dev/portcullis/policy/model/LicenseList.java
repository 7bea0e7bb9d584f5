// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Which licences a rule denies, or which are the only ones it allows. */
public sealed interface LicenseList {
    /** Whether the listed licences are denied ({@code true}) or the only ones allowed. */
    boolean denies();

    /** The list of names or SPDX ids with {@code match_on_inclusion_license}; may hold the word {@code unknown}. */
    record Types(List<String> names, boolean denies) implements LicenseList {
        public Types {
            names = List.copyOf(names);
        }
    }

    /** The list of licences with exceptions for packages. */
    record Packages(List<LicenseEntry> entries, boolean denies) implements LicenseList {
        public Packages {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One licence.
     *
     * @param excludedPurls package URLs, matched as prefixes, for which the entry does not hold
     */
    record LicenseEntry(String name, List<String> excludedPurls) {
        public LicenseEntry {
            requireNonNull(name, "name is null");
            excludedPurls = List.copyOf(excludedPurls);
        }
    }
}
