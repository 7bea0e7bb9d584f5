// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy;

import dev.portcullis.policy.snapshot.Approval;
import dev.portcullis.policy.snapshot.Bypass;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Group;
import dev.portcullis.policy.snapshot.Member;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.PolicyException;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.StoredVulnerability;
import dev.portcullis.policy.snapshot.Target;
import java.util.List;
import java.util.Map;

/** A snapshot with one part replaced. */
record SnapshotParts(Snapshot old) {
    Snapshot mergeRequest(MergeRequest mergeRequest) {
        return new Snapshot(
                old.project(),
                mergeRequest,
                old.source(),
                old.target(),
                old.vulnerabilities(),
                old.members(),
                old.groups(),
                old.approvals(),
                old.bypasses(),
                old.exceptions(),
                old.unavailable(),
                old.settings(),
                old.enforcedScans());
    }

    Snapshot target(Target target) {
        return new Snapshot(
                old.project(),
                old.mergeRequest(),
                old.source(),
                target,
                old.vulnerabilities(),
                old.members(),
                old.groups(),
                old.approvals(),
                old.bypasses(),
                old.exceptions(),
                old.unavailable(),
                old.settings(),
                old.enforcedScans());
    }

    Snapshot vulnerabilities(List<StoredVulnerability> vulnerabilities) {
        return new Snapshot(
                old.project(),
                old.mergeRequest(),
                old.source(),
                old.target(),
                vulnerabilities,
                old.members(),
                old.groups(),
                old.approvals(),
                old.bypasses(),
                old.exceptions(),
                old.unavailable(),
                old.settings(),
                old.enforcedScans());
    }

    Snapshot approvals(List<Approval> approvals) {
        return new Snapshot(
                old.project(),
                old.mergeRequest(),
                old.source(),
                old.target(),
                old.vulnerabilities(),
                old.members(),
                old.groups(),
                approvals,
                old.bypasses(),
                old.exceptions(),
                old.unavailable(),
                old.settings(),
                old.enforcedScans());
    }

    Snapshot bypasses(List<Bypass> bypasses) {
        return new Snapshot(
                old.project(),
                old.mergeRequest(),
                old.source(),
                old.target(),
                old.vulnerabilities(),
                old.members(),
                old.groups(),
                old.approvals(),
                bypasses,
                old.exceptions(),
                old.unavailable(),
                old.settings(),
                old.enforcedScans());
    }

    Snapshot exceptions(List<PolicyException> exceptions) {
        return new Snapshot(
                old.project(),
                old.mergeRequest(),
                old.source(),
                old.target(),
                old.vulnerabilities(),
                old.members(),
                old.groups(),
                old.approvals(),
                old.bypasses(),
                exceptions,
                old.unavailable(),
                old.settings(),
                old.enforcedScans());
    }

    Snapshot unavailable(Map<Fact, String> unavailable) {
        return new Snapshot(
                old.project(),
                old.mergeRequest(),
                old.source(),
                old.target(),
                old.vulnerabilities(),
                old.members(),
                old.groups(),
                old.approvals(),
                old.bypasses(),
                old.exceptions(),
                unavailable,
                old.settings(),
                old.enforcedScans());
    }

    Snapshot people(List<Member> members, List<Group> groups) {
        return new Snapshot(
                old.project(),
                old.mergeRequest(),
                old.source(),
                old.target(),
                old.vulnerabilities(),
                members,
                groups,
                old.approvals(),
                old.bypasses(),
                old.exceptions(),
                old.unavailable(),
                old.settings(),
                old.enforcedScans());
    }
}
