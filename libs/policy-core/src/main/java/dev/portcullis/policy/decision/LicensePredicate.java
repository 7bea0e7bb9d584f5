// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.license.LicenseExpression;
import dev.portcullis.policy.license.PackageUrl;
import dev.portcullis.policy.model.LicenseList;
import dev.portcullis.policy.model.LicenseList.LicenseEntry;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says whether a rule's list accepts a component's licence. */
final class LicensePredicate {
    private final boolean denies;
    private final Map<String, List<LicenseEntry>> entries;

    private LicensePredicate(boolean denies, Map<String, List<LicenseEntry>> entries) {
        this.denies = denies;
        this.entries = entries;
    }

    /** @param licenses reads the name of an entry */
    static LicensePredicate of(LicenseList list, Function<String, LicenseExpression> licenses) {
        List<LicenseEntry> all =
                switch (list) {
                    case LicenseList.Types types ->
                        types.names().stream()
                                .map(name -> new LicenseEntry(name, List.of()))
                                .toList();
                    case LicenseList.Packages packages -> packages.entries();
                };
        return new LicensePredicate(
                list.denies(),
                all.stream()
                        .collect(Collectors.groupingBy(
                                entry -> licenses.apply(entry.name()).toString())));
    }

    /** Whether a component with this licence keeps to the list; for an excluded package the entry is turned round. */
    boolean accepts(LicenseExpression license, String purl) {
        return license.isAcceptable(id -> {
            boolean listed = entries.getOrDefault(id, List.of()).stream().anyMatch(entry -> !isExcluded(entry, purl));
            return denies != listed;
        });
    }

    private static boolean isExcluded(LicenseEntry entry, String purl) {
        return entry.excludedPurls().stream().anyMatch(pattern -> PackageUrl.matches(pattern, purl));
    }
}
