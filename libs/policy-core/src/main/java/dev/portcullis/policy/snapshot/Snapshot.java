// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import java.util.List;
import java.util.Map;

/**
 * The facts about one merge request at one moment. People appear by id.
 *
 * @param source what the head brought
 * @param target the baseline's candidates
 * @param vulnerabilities stored vulnerabilities of the default branch, and dismissals of findings not yet there
 * @param unavailable facts that could not be obtained, each with the reason for people
 * @param enforcedScans by what the policy store knows a pipeline execution policy by, the scans that its configuration
 *     is known to run
 */
public record Snapshot(
        Project project,
        MergeRequest mergeRequest,
        Side source,
        Target target,
        List<StoredVulnerability> vulnerabilities,
        List<Member> members,
        List<Group> groups,
        List<Approval> approvals,
        List<Bypass> bypasses,
        List<PolicyException> exceptions,
        Map<Fact, String> unavailable,
        Settings settings,
        Map<String, List<ScanType>> enforcedScans) {
    public Snapshot {
        requireNonNull(project, "project is null");
        requireNonNull(mergeRequest, "mergeRequest is null");
        requireNonNull(source, "source is null");
        requireNonNull(target, "target is null");
        requireNonNull(settings, "settings is null");
        vulnerabilities = List.copyOf(vulnerabilities);
        members = List.copyOf(members);
        groups = List.copyOf(groups);
        approvals = List.copyOf(approvals);
        bypasses = List.copyOf(bypasses);
        exceptions = List.copyOf(exceptions);
        unavailable = Map.copyOf(unavailable);
        enforcedScans = Map.copyOf(enforcedScans);
    }

    /** Whether {@code fact} could be obtained. */
    public boolean has(Fact fact) {
        return !unavailable.containsKey(fact);
    }
}
