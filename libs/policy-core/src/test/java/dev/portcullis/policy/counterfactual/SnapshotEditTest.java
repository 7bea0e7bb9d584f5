// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static dev.portcullis.policy.counterfactual.WaysOutFactsTest.LICENSE;
import static dev.portcullis.policy.counterfactual.WaysOutFactsTest.NOBODY;
import static dev.portcullis.policy.counterfactual.WaysOutTest.SCAN;
import static dev.portcullis.policy.counterfactual.WaysOutTest.policy;
import static dev.portcullis.policy.counterfactual.WaysOutTest.read;
import static dev.portcullis.policy.counterfactual.WaysOutTest.ways;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.scenario.Scenario;
import dev.portcullis.policy.scenario.ScenarioFile;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.MergeRequest.Commit;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Signature;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stays as it is while something changes. */
@Tag("C-1")
class SnapshotEditTest {
    private static final String MIT = LICENSE.replace("STATE", "newly_detected");

    @Test
    void aScanThatSucceededKeepsItsFindingsWhereOneOfItsTypeThatFailedRunsAgain() {
        assertThat(ways(policy("P", SCAN, NOBODY), """
                        source: {pipelines: [{id: 1, scans: [sast], findings: [{id: f1, scanner: sast, severity: high}]},
                          {id: 2, parent: 1, scans: [{type: sast, status: failed}]}]}
                        target: {scans: [sast]}
                        """))
                .containsExactly("It passes once the head is scanned (sast) and without high f1.");
    }

    @Test
    void everyScanThatFailedHasToRunAgain() {
        assertThat(ways(policy("P", SCAN.replace("[sast]", "[sast, dast]"), NOBODY), """
                        source: {scans: [{type: sast, status: failed}, {type: dast, status: failed}]}
                        target: {scans: [secret_detection]}
                        """))
                .containsExactly("It passes once the head is scanned (sast, dast).");
    }

    @Test
    void otherComponentsStay() {
        assertThat(ways(policy("P", MIT, NOBODY), """
                        source: {dependencies: [{purl: "pkg:npm/a@1", licenses: [MIT]}, {purl: "pkg:npm/b@1", licenses: [MIT]}]}
                        target: {dependencies: []}
                        """))
                .containsExactly("It passes without pkg:npm/a@1 (MIT), pkg:npm/b@1 (MIT).");
        assertThat(ways(policy("P", MIT, NOBODY), """
                        source: {pipelines: [{id: 1, dependencies: [{purl: "pkg:npm/a@1", licenses: [MIT]}]}, {id: 2, parent: 1}]}
                        target: {dependencies: []}
                        """)).containsExactly("It passes without pkg:npm/a@1 (MIT).");
        assertThat(ways(policy("P", MIT, NOBODY), """
                        source: {scans: [{type: dependency_scanning, status: failed}],
                          dependencies: [{purl: "pkg:npm/a@1", licenses: [MIT]}]}
                        target: {dependencies: []}
                        """))
                .containsExactly(
                        "It passes once the head is scanned (dependency_scanning) and without pkg:npm/a@1 (MIT).");
    }

    /** Were the target taken for scanned, nothing would miss the head's own scan. */
    @Test
    void aTargetThatWasNeverScannedStaysSo() {
        assertThat(ways(policy("P", MIT + ", " + SCAN, NOBODY), """
                        source: {dependencies: [{purl: "pkg:npm/a@1", licenses: [MIT]}], scans: [dependency_scanning]}
                        """))
                .containsExactly("It passes without pkg:npm/a@1 (MIT) and once the head is scanned (sast).");
    }

    @Test
    void whatEndedKeepsItsStatusAndWhatRunsEndsWithSuccess() {
        Snapshot snapshot =
                read(policy("P", SCAN, NOBODY), """
                        source: {pipelines: [{id: 1, source: push, status: failed}, {id: 2, status: running}]}
                        """).scenarios().getFirst().snapshot();
        assertThat(statuses(snapshot, new Change.Finish(List.of(2L))))
                .containsExactly("1 failed/true", "2 success/true");
        assertThat(statuses(snapshot, new Change.Approve(1))).containsExactly("1 failed/true", "2 running/false");
    }

    @Test
    void commitsThatAreKnownToBeUnsignedAreNotThoseOfWhichItIsUnknown() {
        ScenarioFile file = read(
                policy("P", "{type: any_merge_request, branches: [main], commits: unsigned}", NOBODY),
                "merge_request: {commits: [{sha: a1}, {sha: b2}, {sha: c3, signed: true}]}");
        Scenario scenario = file.scenarios().getFirst();
        Snapshot unknown = withoutSignature(scenario.snapshot(), "b2");
        assertThat(new WaysOutSentences(Long::toString).of(WaysOut.of(file.policies(), unknown, scenario.now())))
                .containsExactly("It passes once these commits are signed: a1, b2.");
        assertThat(new WaysOutSentences(Long::toString)
                        .of(WaysOut.of(file.policies(), withoutSignature(unknown, "a1"), scenario.now())))
                .containsExactly("It passes once these commits are signed: a1, b2.");
        assertThat(WaysOut.after(unknown, List.of(new Change.Sign(List.of("b2"))))
                        .mergeRequest()
                        .commits())
                .extracting(Commit::signature)
                .containsExactly(Signature.NONE, Signature.VERIFIED, Signature.VERIFIED);
    }

    private static List<String> statuses(Snapshot snapshot, Change change) {
        return WaysOut.after(snapshot, List.of(change)).source().pipelines().stream()
                .map(SnapshotEditTest::shown)
                .toList();
    }

    private static String shown(Pipeline pipeline) {
        return pipeline.id() + " " + pipeline.status() + "/" + pipeline.complete();
    }

    private static Snapshot withoutSignature(Snapshot of, String sha) {
        MergeRequest old = of.mergeRequest();
        MergeRequest unknown = new MergeRequest(
                old.iid(),
                old.author(),
                old.sourceBranch(),
                old.targetBranch(),
                old.sourceProject(),
                old.headSha(),
                old.mergedResultShas(),
                old.commits().stream()
                        .map(commit -> commit.sha().equals(sha) ? new Commit(sha, commit.author(), null) : commit)
                        .toList());
        return new Snapshot(
                of.project(),
                unknown,
                of.source(),
                of.target(),
                of.vulnerabilities(),
                of.members(),
                of.groups(),
                of.approvals(),
                of.bypasses(),
                of.exceptions(),
                of.unavailable(),
                of.settings(),
                of.enforcedScans());
    }
}
