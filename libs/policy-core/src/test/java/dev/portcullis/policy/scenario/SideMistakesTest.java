// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static dev.portcullis.policy.scenario.ScenarioMistakesTest.inScenario;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Mistakes in what source and target brought, in people, exceptions and expectations. */
class SideMistakesTest {
    @Test
    void pipelinesAndScansAreChecked() {
        assertThat(inScenario("""
                        source: {scan: [sast], pipelines: [1, {status: runing}, {status: success, findngs: []},
                          {id: x, parent: 0, created_at: now}, {scans: [sats, {}, {type: dast, status: failure}, [], {type: sast, jb: 1}]}]}
                        target: {candidates: [1, {pipelines: []}, {of: first}, {of: base, pipeline: []}],
                          earlier_pipelines: [1, {finish: 1}], depedencies: []}
                        """))
                .containsExactly(
                        "f:5:38: error: expected an object, not '1' (scenarios[0].source.pipelines[0])",
                        "f:5:50: error: 'runing' is no status that GitLab knows; did you mean 'running'?"
                                + " (scenarios[0].source.pipelines[1].status)",
                        "f:5:77: error: the key 'findngs' is not known here; did you mean 'findings'?"
                                + " (scenarios[0].source.pipelines[2].findngs)",
                        "f:6:10: error: expected a whole number, not 'x' (scenarios[0].source.pipelines[3].id)",
                        "f:6:21: error: 0 is no id; ids are whole numbers from 1"
                                + " (scenarios[0].source.pipelines[3].parent)",
                        "f:6:36: error: 'now' is no instant; write it as 2026-11-24T12:00:00Z"
                                + " (scenarios[0].source.pipelines[3].created_at)",
                        "f:6:51: error: 'sats' is not known here; did you mean 'sast'?"
                                + " (scenarios[0].source.pipelines[4].scans[0])",
                        "f:6:57: error: 'type' is missing; add 'type' (scenarios[0].source.pipelines[4].scans[1])",
                        "f:6:82: error: 'failure' is not known here; use one of: success, failed, canceled"
                                + " (scenarios[0].source.pipelines[4].scans[2].status)",
                        "f:6:92: error: expected a word, not a list (scenarios[0].source.pipelines[4].scans[3])",
                        "f:6:109: error: the key 'jb' is not known here; use one of: type, status"
                                + " (scenarios[0].source.pipelines[4].scans[4].jb)",
                        "f:5:12: error: the key 'scan' is not known here; did you mean 'scans'? (scenarios[0].source.scan)",
                        "f:7:25: error: expected an object, not '1' (scenarios[0].target.candidates[0])",
                        "f:7:28: error: 'of' is missing; add 'of' (scenarios[0].target.candidates[1])",
                        "f:7:50: error: 'first' is not known here; use one of: merged_results, base, start, latest"
                                + " (scenarios[0].target.candidates[2].of)",
                        "f:7:69: error: the key 'pipeline' is not known here; did you mean 'pipelines'?"
                                + " (scenarios[0].target.candidates[3].pipeline)",
                        "f:8:25: error: expected an object, not '1' (scenarios[0].target.earlier_pipelines[0])",
                        "f:8:29: error: the key 'finish' is not known here; use one of: id, parent, status, findings,"
                                + " scans, dependencies, sha, source, tag, created_at, finished_at"
                                + " (scenarios[0].target.earlier_pipelines[1].finish)",
                        "f:8:42: error: the key 'depedencies' is not known here; did you mean 'dependencies'?"
                                + " (scenarios[0].target.depedencies)");
    }

    @Test
    void aFindingThatNoListedScanCanHaveFoundIsAnError() {
        assertThat(inScenario("""
                        source: {scans: [sast], findings: [{id: f1, scanner: dast}, {id: f2, scanner: sast}]}
                        target:
                          findings: [f1, f2]
                          pipelines:
                          - {scans: [dast]}
                          - {scans: [{type: sast, status: failed}], findings: [f2, f1]}
                          candidates: [{of: base, pipelines: [], findings: [f2]}]
                          earlier_pipelines: [{scans: [], findings: [f1]}]
                        """))
                .containsExactly(
                        "f:5:38: error: the finding 'f1' is of dast, and no scan of that type is listed;"
                                + " add dast to 'scans', or delete the finding (scenarios[0].source.findings[0])",
                        "f:11:55: error: the finding 'f2' is of sast, and no scan of that type is listed;"
                                + " add sast to 'scans', or delete the finding"
                                + " (scenarios[0].target.candidates[0].findings[0])",
                        "f:12:48: error: the finding 'f1' is of dast, and no scan of that type is listed;"
                                + " add dast to 'scans', or delete the finding"
                                + " (scenarios[0].target.earlier_pipelines[0].findings[0])",
                        "f:10:62: error: the finding 'f1' is of dast, and no scan of that type is listed;"
                                + " add dast to 'scans', or delete the finding"
                                + " (scenarios[0].target.pipelines[1].findings[1])");
    }

    @Test
    void findingsOfScansThatFailedOrThatAnotherPipelineRanAreNoMistake() {
        assertThat(inScenario("""
                        source: {scans: [{type: dast, status: failed}], findings: [{id: f1, scanner: dast}]}
                        target:
                          findings: [f1, {id: f2, scanner: sast}]
                          pipelines: [{scans: [sast]}, {scans: [dast]}]
                          candidates: [{of: base, findings: [f1, f2]}, {of: start, pipelines: [{}], findings: [f1]}]
                        """)).isEmpty();
    }

    @Test
    void aScanThatIsMisspeltIsToldAlone() {
        assertThat(inScenario("source: {scans: [dats], findings: [{id: f1, scanner: dast}]}\n"))
                .containsExactly("f:5:20: error: 'dats' is not known here; did you mean 'dast'?"
                        + " (scenarios[0].source.scans[0])");
    }

    @Test
    void namesDoNotShareIds() {
        assertThat(inScenario("""
                        user_ids: {alice: 11, bob: 12, carol: 11}
                        group_ids: {acme/a: 21, acme/b: 21}
                        custom_roles: {alice: 5, bob: 5}
                        project: {groups: [{id: 3, path: acme}, {id: 3, path: acme/shop}]}
                        """))
                .containsExactly(
                        "f:5:41: error: the id 11 is also that of 'alice'; give each an id of its own"
                                + " (scenarios[0].user_ids.carol)",
                        "f:6:35: error: the id 21 is also that of 'acme/a'; give each an id of its own"
                                + " (scenarios[0].group_ids.acme/b)",
                        "f:8:43: error: the id 3 is also that of 'acme'; give each an id of its own"
                                + " (scenarios[0].project.groups[1])");
    }

    @Test
    void findingsAndVulnerabilitiesAreChecked() {
        assertThat(inScenario("""
                        source: {findings: [f9, [], {scanner: sast}, {id: f1, scaner: sast}, {id: f2, scanner: sats, epss: 2}]}
                        vulnerabilities: [1, {id: v1, severity: hihg, first_detected: soon}, {id: v2, state: dismised}]
                        """))
                .containsExactly(
                        "f:5:23: error: the finding 'f9' is described nowhere; describe it with scanner and severity"
                                + " (scenarios[0].source.findings[0])",
                        "f:5:27: error: expected text, not a list (scenarios[0].source.findings[1])",
                        "f:5:31: error: 'id' is missing; add 'id' (scenarios[0].source.findings[2])",
                        "f:5:57: error: the key 'scaner' is not known here; did you mean 'scanner'?"
                                + " (scenarios[0].source.findings[3].scaner)",
                        "f:5:90: error: 'sats' is not known here; did you mean 'sast'?"
                                + " (scenarios[0].source.findings[4].scanner)",
                        "f:5:102: error: 2 is out of range; use 0.0 to 1.0 (scenarios[0].source.findings[4].epss)",
                        "f:6:21: error: expected an object, not '1' (scenarios[0].vulnerabilities[0])",
                        "f:6:65: error: 'soon' is no instant; write it as 2026-11-24T12:00:00Z"
                                + " (scenarios[0].vulnerabilities[1].first_detected)",
                        "f:6:43: error: 'hihg' is not known here; did you mean 'high'?"
                                + " (scenarios[0].vulnerabilities[1].severity)",
                        "f:6:88: error: 'dismised' is not known here; did you mean 'dismissed'?"
                                + " (scenarios[0].vulnerabilities[2].state)");
    }

    @Test
    void componentsAndTheirLicencesAreChecked() {
        assertThat(inScenario("""
                        source: {dependencies: [[], {licenses: MIT}, {purl: "pkg:npm/a@1", licenses: [[], {}, {nmae: X}, {id: MIT}]},
                          {purl: "pkg:npm/b@1", license: MIT}]}
                        """))
                .containsExactly(
                        "f:5:27: error: expected text, not a list (scenarios[0].source.dependencies[0])",
                        "f:5:31: error: 'purl' is missing; add 'purl' (scenarios[0].source.dependencies[1])",
                        "f:5:81: error: expected text, not a list (scenarios[0].source.dependencies[2].licenses[0])",
                        "f:5:85: error: 'id' is missing; add 'id' (scenarios[0].source.dependencies[2].licenses[1])",
                        "f:5:89: error: 'id' is missing; add 'id' (scenarios[0].source.dependencies[2].licenses[2])",
                        "f:5:90: error: the key 'nmae' is not known here; did you mean 'name'?"
                                + " (scenarios[0].source.dependencies[2].licenses[2].nmae)",
                        "f:6:27: error: the key 'license' is not known here; did you mean 'licenses'?"
                                + " (scenarios[0].source.dependencies[3].license)");
    }

    @Test
    void peopleAreChecked() {
        assertThat(inScenario("""
                        members: {alice: mantainer}
                        user_ids: {alice: zero}
                        custom_roles: [1]
                        groups: {acme: alice, acme/x: [[]]}
                        group_ids: {acme: 0}
                        """))
                .containsExactly(
                        "f:6:21: error: expected a whole number, not 'zero' (scenarios[0].user_ids.alice)",
                        "f:7:17: error: expected an object, not a list (scenarios[0].custom_roles)",
                        "f:5:20: error: 'mantainer' is not known here; did you mean 'maintainer'? (scenarios[0].members.alice)",
                        "f:9:21: error: 0 is no id; ids are whole numbers from 1 (scenarios[0].group_ids.acme)",
                        "f:8:18: error: expected a list, not 'alice' (scenarios[0].groups.acme)",
                        "f:8:34: error: expected text, not a list (scenarios[0].groups.acme/x[0])");
    }

    @Test
    void whatIsExpectedOfAPipelineNeedsOne() {
        assertThat(inScenario("""
                        expect: {jobs: [], stages: [], missed: {}, config: {}, problems: [], may_skip: {}, next_runs: {}}
                        """))
                .containsExactly(
                        "f:5:12: error: 'jobs' is about a pipeline, and the scenario has none; add 'pipeline'"
                                + " (scenarios[0].expect.jobs)",
                        "f:5:22: error: 'stages' is about a pipeline, and the scenario has none; add 'pipeline'"
                                + " (scenarios[0].expect.stages)",
                        "f:5:34: error: 'missed' is about a pipeline, and the scenario has none; add 'pipeline'"
                                + " (scenarios[0].expect.missed)",
                        "f:5:46: error: 'config' is about a pipeline, and the scenario has none; add 'pipeline'"
                                + " (scenarios[0].expect.config)",
                        "f:5:58: error: 'problems' is about a pipeline, and the scenario has none; add 'pipeline'"
                                + " (scenarios[0].expect.problems)",
                        "f:5:72: error: 'may_skip' is about a pipeline, and the scenario has none; add 'pipeline'"
                                + " (scenarios[0].expect.may_skip)");
        assertThat(inScenario("""
                        pipeline: {tier: gold, brnch: x, jobs: [1, {status: ok}, {name: a, reports: [sats], stage: x}]}
                        expect: {jbs: [], policies: {P: violatd}, decision: satisfed, approvals_left: -1, bot_comment: maybe,
                          findings: f1, revisit_at: later, next_runs: {P: soon}, transitions: {v: gone}, missed: {sast: filed},
                          may_skip: {dev: perhaps}, config: {a: []}}
                        """))
                .containsExactly(
                        "f:5:20: error: 'gold' is not known here; use one of: free, premium, ultimate"
                                + " (scenarios[0].pipeline.tier)",
                        "f:5:43: error: expected an object, not '1' (scenarios[0].pipeline.jobs[0])",
                        "f:5:46: error: 'name' is missing; add 'name' (scenarios[0].pipeline.jobs[1])",
                        "f:5:55: error: 'ok' is no status that GitLab knows; use one of: success, failed, canceled, skipped,"
                                + " created, waiting_for_resource, waiting_for_callback, preparing, pending, running,"
                                + " canceling, manual, scheduled (scenarios[0].pipeline.jobs[1].status)",
                        "f:5:80: error: 'sats' is not known here; did you mean 'sast'?"
                                + " (scenarios[0].pipeline.jobs[2].reports[0])",
                        "f:5:87: error: the key 'stage' is not known here; use one of: name, status, reports"
                                + " (scenarios[0].pipeline.jobs[2].stage)",
                        "f:5:26: error: the key 'brnch' is not known here; did you mean 'branch'?"
                                + " (scenarios[0].pipeline.brnch)",
                        "f:7:15: error: expected a list, not 'f1' (scenarios[0].expect.findings)",
                        "f:7:31: error: 'later' is no instant; write it as 2026-11-24T12:00:00Z"
                                + " (scenarios[0].expect.revisit_at)",
                        "f:6:55: error: 'satisfed' is not known here; did you mean 'satisfied'?"
                                + " (scenarios[0].expect.decision)",
                        "f:6:35: error: 'violatd' is not known here; did you mean 'violated'?"
                                + " (scenarios[0].expect.policies.P)",
                        "f:6:81: error: -1 is out of range; use a whole number from 0 to 2147483647"
                                + " (scenarios[0].expect.approvals_left)",
                        "f:6:98: error: expected true or false, not 'maybe' (scenarios[0].expect.bot_comment)",
                        "f:8:21: error: expected true or false, not 'perhaps' (scenarios[0].expect.may_skip.dev)",
                        "f:7:99: error: 'filed' is not known here; did you mean 'failed'? (scenarios[0].expect.missed.sast)",
                        "f:8:43: error: expected text, not a list (scenarios[0].expect.config.a)",
                        "f:7:77: error: 'gone' is not known here; use one of: detected, confirmed, dismissed, resolved"
                                + " (scenarios[0].expect.transitions.v)",
                        "f:7:53: error: 'soon' is no instant; write it as 2026-11-24T12:00:00Z"
                                + " (scenarios[0].expect.next_runs.P)",
                        "f:6:12: error: the key 'jbs' is not known here; did you mean 'jobs'? (scenarios[0].expect.jbs)");
    }

    @Test
    void exceptionsAreChecked() {
        assertThat(ScenarioMistakesTest.problems("""
                        policies: {approval_policy: []}
                        exceptions: [1, {}, {id: e, ends_at: never}, {ends_at: 2026-12-01, scaners: [sast], scanners: [sats]}]
                        scenarios: []
                        """))
                .containsExactly(
                        "f:2:14: error: expected an object, not '1' (exceptions[0])",
                        "f:2:17: error: 'ends_at' is missing; add 'ends_at' (exceptions[1])",
                        "f:2:38: error: 'never' is no instant; write it as 2026-11-24T12:00:00Z (exceptions[2].ends_at)",
                        "f:2:96: error: 'sats' is not known here; did you mean 'sast'? (exceptions[3].scanners[0])",
                        "f:2:68: error: the key 'scaners' is not known here; did you mean 'scanners'?"
                                + " (exceptions[3].scaners)");
    }
}
