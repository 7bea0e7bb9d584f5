// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.execution.DastProfiles;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the short forms and the defaults of a scenario stand for. */
class ScenarioReadingTest {
    @Test
    void theHeadIsTheLastCommitOrThatOfTheFirstPipelineThatNamesOne() {
        String pipelines = "source: {pipelines: [{id: 5, parent: 4, sha: c1}, {id: 6, parent: null, sha: p1},"
                + " {id: 7, sha: m1}, {id: 8, source: push, sha: q1}, {id: 9, sha: m1}]}";
        Snapshot bare = snapshot(pipelines);
        assertThat(bare.mergeRequest().headSha()).isEqualTo("p1");
        assertThat(bare.mergeRequest().mergedResultShas()).containsExactly("m1");
        Snapshot commits = snapshot("merge_request: {commits: [{sha: a1}, {sha: p1, signed: true}]}\n" + pipelines);
        assertThat(commits.mergeRequest().headSha()).isEqualTo("p1");
        assertThat(commits.mergeRequest().mergedResultShas()).containsExactly("m1");
        assertThat(snapshot("source: {pipelines: [{}]}").mergeRequest().headSha())
                .isEqualTo("head");
        Snapshot ahead = snapshot("merge_request: {commits: [{sha: p1}, {sha: a2}]}\n" + pipelines);
        assertThat(ahead.mergeRequest().headSha()).isEqualTo("a2");
        assertThat(ahead.mergeRequest().mergedResultShas()).containsExactly("m1");
    }

    @Test
    void pipelinesAreNumberedAndTakeWhatTheirSideStates() {
        Snapshot read = snapshot("""
                source: {dependencies: [{purl: "pkg:npm/s@1", licenses: [{id: MIT}, {name: N}, {expression: "A OR B", id: A}]}],
                  findings: [{id: f1, scanner: sast, severity: high}, {id: f2, scanner: dast, severity: low}],
                  pipelines: [{id: 10}, {scans: [sast]}, {parent: 10, status: running, findings: [f2], tag: true},
                    {id: 3, dependencies: ["pkg:npm/p@1"]}, {findings: []}]}
                target: {candidates: [{of: start, findings: [f1]}], scans: [sast]}
                """);
        assertThat(read.source().pipelines())
                .extracting(ScenarioReadingTest::shown)
                .containsExactly(
                        "10 merge_request_event success/true  pkg:npm/s@1[MIT, N, A OR B]",
                        "11 merge_request_event success/true SAST[f1] pkg:npm/s@1[MIT, N, A OR B]",
                        "12 parent_pipeline running/false DAST[f2] pkg:npm/s@1[MIT, N, A OR B]",
                        "3 merge_request_event success/true  pkg:npm/p@1[]",
                        "13 merge_request_event success/true  pkg:npm/s@1[MIT, N, A OR B]");
        assertThat(read.target().candidates())
                .extracting(candidate ->
                        candidate.of() + " " + shown(candidate.pipelines().getFirst()))
                .containsExactly(
                        "START 14 merge_request_event success/true SAST[f1] null",
                        "LATEST 15 merge_request_event success/true SAST[] null");
    }

    @Test
    void aFindingWithAStateIsKnownAndAStoredOneIsStoredOnce() {
        Snapshot read = snapshot("""
                source: {findings: [{id: f1, scanner: sast, severity: high, state: dismissed}, {id: v1, state: confirmed}]}
                vulnerabilities: [{id: v1, scanner: dast, severity: low}, {id: v1}, {id: v2, severity: low}]
                """);
        assertThat(read.vulnerabilities())
                .extracting(stored -> stored.facts().uuid() + " "
                        + stored.facts().scanner() + " " + stored.state() + " " + stored.onDefaultBranch())
                .containsExactly("v1 DAST DETECTED true", "v2 SAST DETECTED true", "f1 SAST DISMISSED false");
        assertThat(read.source().pipelines().getFirst().scans())
                .extracting(scan -> scan.type())
                .containsExactlyInAnyOrder(ScanType.SAST, ScanType.DAST);
    }

    static String shown(Pipeline pipeline) {
        return pipeline.id() + " " + pipeline.source() + " " + pipeline.status() + "/" + pipeline.complete() + " "
                + pipeline.scans().stream()
                        .map(scan -> scan.type()
                                + scan.findings().facts().stream()
                                        .map(facts -> facts.uuid())
                                        .toList()
                                        .toString())
                        .sorted()
                        .collect(Collectors.joining(" "))
                + " "
                + (pipeline.dependencies() == null
                        ? "null"
                        : pipeline.dependencies().stream()
                                .map(component -> component.purl() + component.licenses())
                                .collect(Collectors.joining(" ")));
    }

    @Test
    void dastProfilesAreKnownWhereThePipelineNamesThem() {
        assertThat(profiles("{}")).isNull();
        assertThat(profiles("{dast_profiles: {sites: [Shop], scanners: [Passive, Active]}}"))
                .isEqualTo(new DastProfiles(Set.of("Shop"), Set.of("Active", "Passive")));
        assertThat(profiles("{dast_profiles: {}}")).isEqualTo(new DastProfiles(Set.of(), Set.of()));
    }

    @Test
    void aMisspeltKeyOfDastProfilesIsAnError() {
        assertThat(read("pipeline: {dast_profiles: {site: [Shop]}}").problems())
                .extracting(Problem::toString)
                .containsExactly("f:6:30: error: the key 'site' is not known here; did you mean 'sites'?"
                        + " (scenarios[0].pipeline.dast_profiles.site)");
    }

    private static DastProfiles profiles(String pipeline) {
        ScenarioFile file = read("pipeline: " + pipeline);
        assertThat(file.problems()).isEmpty();
        return requireNonNull(file.scenarios().getFirst().execution()).context().dastProfiles();
    }

    static Snapshot snapshot(String keys) {
        ScenarioFile file = read(keys);
        assertThat(file.problems()).as(keys).isEmpty();
        return file.scenarios().getFirst().snapshot();
    }

    private static ScenarioFile read(String keys) {
        String text = "policies: {approval_policy: []}\nscenarios:\n- name: n\n  now: 2026-11-24\n  expect: {}\n"
                + keys.indent(2);
        return ScenarioFile.parse(text.getBytes(StandardCharsets.UTF_8), "f", _ -> null);
    }
}
