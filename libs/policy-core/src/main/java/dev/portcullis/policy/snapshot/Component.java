// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A component of an SBOM.
 *
 * @param purl package URL
 * @param licenses SPDX ids, names or expressions, all of which bind; empty: not known
 */
public record Component(String purl, List<String> licenses) {
    public Component {
        requireNonNull(purl, "purl is null");
        licenses = List.copyOf(licenses);
    }
}
