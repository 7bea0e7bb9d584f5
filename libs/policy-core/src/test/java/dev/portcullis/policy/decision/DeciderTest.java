// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Projects;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.Role;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.snapshot.Approval;
import dev.portcullis.policy.snapshot.Base;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Member;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.ScanStatus;
import dev.portcullis.policy.snapshot.Settings;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.SnapshotJson;
import dev.portcullis.policy.snapshot.SnapshotParts;
import dev.portcullis.policy.snapshot.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String POLICY = """
            approval_policy:
            - name: No new criticals
              enabled: true
              rules:
              - type: scan_finding
                branches: [main]
                scanners: [sast]
                vulnerabilities_allowed: 0
                severity_levels: [critical]
                vulnerability_states: []
              actions:
              - type: require_approval
                approvals_required: 1
                user_approvers: [alice]
            """;

    @Test
    void aNewCriticalNeedsAnApprovalOfAnEligiblePerson() {
        Snapshot refused = snapshot(List.of(critical(7)), List.of(), List.of());
        assertThat(decide(refused).outcome()).isEqualTo(Outcome.APPROVAL_REQUIRED);
        assertThat(decide(refused).approvalsLeft()).isEqualTo(1);
        assertThat(decide(refused).findings().facts())
                .extracting(FindingFacts::uuid)
                .containsExactly("f7");

        Snapshot bySomebody = snapshot(List.of(critical(7)), List.of(), List.of(new Approval(2, "a1", NOW)));
        assertThat(decide(bySomebody).outcome()).isEqualTo(Outcome.APPROVAL_REQUIRED);

        Snapshot byAlice = snapshot(List.of(critical(7)), List.of(), List.of(new Approval(1, "a1", NOW)));
        assertThat(decide(byAlice).outcome()).isEqualTo(Outcome.SATISFIED);
    }

    @Test
    void whatTheTargetAlreadyHasDoesNotCount() {
        Snapshot known = snapshot(List.of(critical(7)), List.of(critical(7)), List.of());
        assertThat(decide(known).outcome()).isEqualTo(Outcome.NOT_REQUIRED);
    }

    @Test
    void aSnapshotAndADecisionAreReadBackAsTheyWere() {
        Snapshot snapshot = snapshot(List.of(critical(7), critical(9)), List.of(critical(7)), List.of());
        assertThat(SnapshotJson.read(SnapshotJson.write(snapshot))).isEqualTo(snapshot);
        SnapshotParts parts = SnapshotParts.of(snapshot);
        assertThat(SnapshotParts.join(parts.root(), parts.parts()::get)).isEqualTo(snapshot);

        Decision decision = decide(snapshot);
        assertThat(DecisionJson.read(DecisionJson.write(decision))).isEqualTo(decision);
        assertThat(DecisionJson.write(decide(snapshot))).isEqualTo(DecisionJson.write(decision));
    }

    private static Decision decide(Snapshot snapshot) {
        Policy policy = PolicyDocument.parse(POLICY, "policy.yml").policies().getFirst();
        AppliedPolicy applied = new AppliedPolicy(Level.GROUP, "acme", "p1", 1, policy);
        return Decider.decide(PolicySet.of(List.of(applied)), snapshot, NOW);
    }

    private static Snapshot snapshot(List<FindingFacts> source, List<FindingFacts> target, List<Approval> approvals) {
        return new Snapshot(
                Projects.of(42, "acme/shop/web", "main"),
                new MergeRequest(1, 2, "fix", "main", 42, "a1", List.of(), List.of()),
                new Side(List.of(pipeline(9, "a1", source))),
                new Target(List.of(new Target.Candidate(Base.BASE, List.of(pipeline(8, "m1", target)))), List.of()),
                List.of(),
                List.of(new Member(1, "alice", Role.MAINTAINER, null), new Member(2, "dev", Role.DEVELOPER, null)),
                List.of(),
                approvals,
                List.of(),
                List.of(),
                Map.of(),
                Settings.DEFAULT,
                Map.of());
    }

    private static Pipeline pipeline(long id, String sha, List<FindingFacts> findings) {
        TreeMap<Integer, FindingFacts> byOrdinal = new TreeMap<>();
        findings.forEach(
                finding -> byOrdinal.put(Integer.parseInt(finding.uuid().substring(1)), finding));
        Scan scan = new Scan(ScanType.SAST, ScanStatus.SUCCESS, 1, null, Findings.of(byOrdinal));
        return new Pipeline(
                id, sha, "merge_request_event", "success", true, false, null, null, NOW, List.of(scan), null);
    }

    private static FindingFacts critical(int ordinal) {
        return new FindingFacts(
                "f" + ordinal, ScanType.SAST, Severity.CRITICAL, null, List.of(), "src/a.py", false, false, null, null);
    }
}
