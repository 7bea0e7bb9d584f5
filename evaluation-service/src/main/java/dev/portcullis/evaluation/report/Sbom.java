// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.snapshot.Component;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A software bill of materials that was read to its end.
 *
 * @param sha256 of its bytes, lower-case hexadecimal
 * @param components its libraries, each package URL once, in their order
 * @param notes what of it does not count, a sentence for each kind
 */
public record Sbom(String sha256, List<Component> components, List<String> notes) {
    public Sbom {
        requireNonNull(sha256, "sha256 is null");
        components = List.copyOf(components);
        notes = List.copyOf(notes);
    }

    /** Several as one: a package URL of more than one counts once, with the licences of all. */
    public static List<Component> join(Collection<List<Component>> lists) {
        NavigableMap<String, SortedSet<String>> licensesByPurl = new TreeMap<>();
        lists.forEach(components -> components.forEach(component -> licensesByPurl
                .computeIfAbsent(component.purl(), unused -> new TreeSet<>())
                .addAll(component.licenses())));
        return licensesByPurl.entrySet().stream()
                .map(entry -> new Component(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }
}
