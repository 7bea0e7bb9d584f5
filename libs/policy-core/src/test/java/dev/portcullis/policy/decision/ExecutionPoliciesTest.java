// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Projects;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.model.Role;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Base;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Member;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.ScanStatus;
import dev.portcullis.policy.snapshot.Settings;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pipeline execution policy is known by its place as well as by its name. */
@Tag("S2.8-3")
class ExecutionPoliciesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final PolicyDocument DOCUMENT = PolicyDocument.parse("""
            approval_policy:
            - name: Sites
              enabled: true
              rules:
              - {type: scan_finding, branches: [main], scanners: [dast], vulnerabilities_allowed: 0,
                 severity_levels: [], vulnerability_states: []}
              actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]
              policy_tuning: {unblock_rules_using_execution_policies: true}
            pipeline_execution_policy:
            - name: Scans
              enabled: true
              pipeline_config_strategy: inject_policy
              content: {include: [{project: acme/ci, file: scans.yml}]}
            """, "policy.yml");

    @Test
    void onlyThePolicyOfTheSamePlaceOrAboveEnforcesScansNotItsNamesakeBelow() {
        assertThat(decided(Map.of("above", List.of(ScanType.DAST)))).isEqualTo(Outcome.NOT_REQUIRED);
        assertThat(decided(Map.of("below", List.of(ScanType.DAST)))).isEqualTo(Outcome.APPROVAL_REQUIRED);
        assertThat(decided(Map.of("above", List.of(ScanType.SAST), "below", List.of(ScanType.DAST))))
                .isEqualTo(Outcome.APPROVAL_REQUIRED);
    }

    private static Outcome decided(Map<String, List<ScanType>> enforced) {
        PolicySet policies = PolicySet.of(List.of(
                new AppliedPolicy(
                        Level.GROUP, "acme", "sites", 1, DOCUMENT.policies().getFirst()),
                new AppliedPolicy(
                        Level.GROUP, "acme", "above", 1, DOCUMENT.policies().getLast()),
                new AppliedPolicy(
                        Level.PROJECT,
                        "acme/shop/web",
                        "below",
                        1,
                        DOCUMENT.policies().getLast())));
        return Decider.decide(policies, snapshot(enforced), NOW).outcome();
    }

    /** A merge request whose head has run nothing, and whose target has run DAST. */
    private static Snapshot snapshot(Map<String, List<ScanType>> enforced) {
        Scan scan = new Scan(ScanType.DAST, ScanStatus.SUCCESS, 1, null, Findings.EMPTY);
        return new Snapshot(
                Projects.of(42, "acme/shop/web", "main"),
                new MergeRequest(1, 2, "fix", "main", 42, "a1", List.of(), List.of()),
                new Side(List.of(pipeline(9, "a1", List.of()))),
                new Target(
                        List.of(new Target.Candidate(Base.BASE, List.of(pipeline(8, "m1", List.of(scan))))), List.of()),
                List.of(),
                List.of(new Member(1, "alice", Role.MAINTAINER, null)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Settings.DEFAULT,
                enforced);
    }

    private static Pipeline pipeline(long id, String sha, List<Scan> scans) {
        return new Pipeline(id, sha, "merge_request_event", "success", true, false, null, null, NOW, scans, null);
    }
}
