// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A GitLab project.
 *
 * @param instance the name of its GitLab instance
 * @param path full path
 * @param protectedBranches names and wildcards, of the project and of its groups
 * @param complianceFrameworks ids
 * @param groups its own group and every ancestor
 * @param securityAttributes value ids by category
 * @param approvalSettings the project's own
 */
public record Project(
        String instance,
        long id,
        String path,
        String defaultBranch,
        List<String> protectedBranches,
        Set<Long> complianceFrameworks,
        List<AncestorGroup> groups,
        boolean archived,
        boolean personal,
        boolean securityPolicyProject,
        Map<String, Set<Long>> securityAttributes,
        ProjectApprovalSettings approvalSettings) {
    public Project {
        requireNonNull(instance, "instance is null");
        requireNonNull(path, "path is null");
        requireNonNull(defaultBranch, "defaultBranch is null");
        requireNonNull(approvalSettings, "approvalSettings is null");
        protectedBranches = List.copyOf(protectedBranches);
        complianceFrameworks = Set.copyOf(complianceFrameworks);
        groups = List.copyOf(groups);
        securityAttributes = Map.copyOf(securityAttributes);
    }

    /** A group above a project. */
    public record AncestorGroup(long id, String path) {
        public AncestorGroup {
            requireNonNull(path, "path is null");
        }
    }
}
