// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import java.util.Set;

/** The DAST profiles that a project has, by name. */
public record DastProfiles(Set<String> sites, Set<String> scanners) {
    public DastProfiles {
        sites = Set.copyOf(sites);
        scanners = Set.copyOf(scanners);
    }
}
