// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.license.LicenseExpression;
import dev.portcullis.policy.license.PackageUrl;
import dev.portcullis.policy.snapshot.Component;
import dev.portcullis.policy.snapshot.Pipeline;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What pipelines list of components, as pairs of a package without its version and a licence. */
final class LicensePairs {
    private final SortedMap<String, Pair> pairs;

    private LicensePairs(SortedMap<String, Pair> pairs) {
        this.pairs = pairs;
    }

    /** A package URL, with the version that comes first in the alphabet, and one of its licences. */
    record Pair(String purl, LicenseExpression license) {}

    /** A new version with the same licence is the same pair; no licence is one, too, and unknown. */
    static LicensePairs of(Pipelines pipelines, Function<String, LicenseExpression> read) {
        SortedMap<String, Pair> pairs = new TreeMap<>();
        pipelines
                .all()
                .map(Pipeline::dependencies)
                .filter(Objects::nonNull)
                .flatMap(Collection::stream)
                .forEach(component -> add(pairs, component, read));
        return new LicensePairs(pairs);
    }

    private static void add(
            SortedMap<String, Pair> pairs, Component component, Function<String, LicenseExpression> read) {
        Set<String> licenses = new HashSet<>(component.licenses());
        if (licenses.isEmpty()) {
            licenses.add("");
        }
        for (String license : licenses) {
            LicenseExpression expression = read.apply(license);
            String key = PackageUrl.withoutVersion(component.purl()) + " " + expression;
            pairs.merge(
                    key,
                    new Pair(component.purl(), expression),
                    (a, b) -> a.purl().compareTo(b.purl()) <= 0 ? a : b);
        }
    }

    /** These without those of {@code other}. */
    LicensePairs without(LicensePairs other) {
        SortedMap<String, Pair> left = new TreeMap<>(pairs);
        left.keySet().removeAll(other.pairs.keySet());
        return new LicensePairs(left);
    }

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    /** In the order of package and licence. */
    Collection<Pair> all() {
        return Collections.unmodifiableCollection(pairs.values());
    }
}
