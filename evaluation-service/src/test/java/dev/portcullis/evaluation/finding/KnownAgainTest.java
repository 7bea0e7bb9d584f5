// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.policy.snapshot.FindingFacts;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Old findings are known again under other UUIDs, so that moving code blocks nobody; and nothing else is. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class KnownAgainTest extends EvaluationTest {
    private static final String POLICY = "No new criticals";

    @Inject
    Scans scans;

    @Inject
    ScanStore store;

    @Test
    @Tag("S2.6-26")
    void aLineMoveWithTrackingIsNoNewFindingEvenWhereTheScannerTracksBetter() {
        Project project = scanned(tracked(10, "scope_offset:app.py|f()[0]:3"));
        MergeRequest moved = mergeRequest(
                project,
                "moved",
                tracked(80, "scope_offset:app.py|f()[0]:3", "scope_offset_compressed:app.py|f()[0]:2"));

        awaitOutcome(moved, "not_required");
    }

    @Test
    void withoutTrackingAShiftedLineIsNew() {
        Project project = scanned(untracked(10));
        MergeRequest shifted = mergeRequest(project, "shifted", untracked(11));
        MergeRequest still = mergeRequest(project, "still", tracked(10, "hash:abc"));

        awaitOutcome(shifted, "approval_required");
        awaitOutcome(still, "not_required");
    }

    @Test
    void anAnalyzerWithAnotherPrimaryIdentifierFindsNewFindings() {
        String old = tracked(10, "hash:abc");
        Project project = scanned(old);
        MergeRequest swapped = mergeRequest(project, "swapped", old.replace("rule-1", "other-1"));

        awaitOutcome(swapped, "approval_required");
    }

    @Test
    void ordinalsThatTurnOutToBeOneFindingAreOneInEveryLaterDecision() {
        Project project = project();
        long untracked = ran(project, untracked(10));
        enforce(project, POLICY, newFindings(POLICY, "critical", "alice"));
        project.member("alice", 40);
        MergeRequest moved = project.mergeRequest(developer(project), "moved");
        long head = moved.pipeline(List.of(sastJob(tracked(20, "hash:abc"))))
                .get("id")
                .asLong();
        awaitOutcome(moved, "approval_required");
        List<StoredScan> before = List.of(stored(project, untracked), stored(project, head));

        long telling = ran(project, tracked(10, "hash:abc"));

        awaitOutcome(moved, "not_required");
        assertThat(List.of(stored(project, untracked), stored(project, head))).isEqualTo(before);
        assertThat(before).extracting(scan -> scan.findings().ordinalList()).containsExactly(List.of(0), List.of(1));
        assertThat(facts(project, head)).extracting(FindingFacts::uuid).isEqualTo(uuids(project, untracked));
        assertThat(facts(project, telling)).extracting(FindingFacts::uuid).isEqualTo(uuids(project, untracked));
    }

    @Test
    void aBranchTeachesAnOldFindingNothingThatHidesANewOne() {
        Project project = scanned(tracked(10, "scope_offset:old"));
        MergeRequest teaching = mergeRequest(project, "teaching", tracked(50, "hash:new"));
        awaitOutcome(teaching, "approval_required");
        teaching.pipeline(List.of(sastJob(tracked(10, "scope_offset:old", "hash:new"))));
        awaitOutcome(teaching, "not_required");

        MergeRequest bringing = mergeRequest(project, "bringing", tracked(90, "hash:new"));
        awaitOutcome(bringing, "approval_required");
    }

    @Test
    void aPlaceThatAFindingHasLeftIsFreeForAnother() {
        Project project = scanned(untracked(10));
        ran(project, tracked(10, "hash:abc"));
        long both = ran(project, tracked(30, "hash:abc") + "," + untracked(10));

        assertThat(stored(project, both).findings().ordinalList()).containsExactly(0, 1);
        assertThat(uuids(project, both)).doesNotHaveDuplicates();
        long again = ran(project, untracked(10) + "," + tracked(31, "hash:abc"));
        assertThat(stored(project, again).findings().ordinalList()).containsExactly(0, 1);
    }

    private Project scanned(String vulnerabilities) {
        Project project = project();
        project.member("alice", 40);
        developer(project);
        ran(project, vulnerabilities);
        enforce(project, POLICY, newFindings(POLICY, "critical", "alice"));
        return project;
    }

    private static MergeRequest mergeRequest(Project project, String branch, String vulnerabilities) {
        MergeRequest mergeRequest = project.mergeRequest(world().person("dev"), branch);
        mergeRequest.pipeline(List.of(sastJob(vulnerabilities)));
        return mergeRequest;
    }

    private long ran(Project project, String vulnerabilities) {
        long pipeline = project.branchPipeline("main", List.of(sastJob(vulnerabilities)))
                .get("id")
                .asLong();
        scans.of("gitlab", project.id(), pipeline);
        return pipeline;
    }

    private StoredScan stored(Project project, long pipeline) {
        return store.ofPipeline(new PipelineKey("gitlab", project.id(), pipeline))
                .getFirst();
    }

    private List<FindingFacts> facts(Project project, long pipeline) {
        return scans.of("gitlab", project.id(), pipeline)
                .scans()
                .getFirst()
                .findings()
                .facts();
    }

    private List<String> uuids(Project project, long pipeline) {
        return facts(project, pipeline).stream().map(FindingFacts::uuid).toList();
    }

    private static Map<String, Object> sastJob(String vulnerabilities) {
        String report = """
                {"version":"15.0.7","scan":{"type":"sast","status":"success","scanner":{"id":"semgrep","name":"Semgrep",
                 "version":"1","vendor":{"name":"GitLab"}}},"vulnerabilities":[%s]}""".formatted(vulnerabilities);
        return Map.of("name", "sast", "reports", Map.of("sast", report));
    }

    private static String untracked(int line) {
        return tracked(line);
    }

    /** A critical finding with signatures given as {@code <algorithm>:<value>}. */
    private static String tracked(int line, String... signatures) {
        String list = Arrays.stream(signatures)
                .map(signature -> signature.split(":", 2))
                .map(signature -> """
                        {"algorithm":"%s","value":"%s"}""".formatted(signature[0], signature[1]))
                .collect(Collectors.joining(","));
        return """
                {"id":"%1$d","name":"Injection","severity":"Critical",
                 "identifiers":[{"type":"semgrep_id","name":"rule-1","value":"rule-1"}],
                 "location":{"file":"app.py","start_line":%1$d},
                 "tracking":{"type":"source","items":[{"file":"app.py","line_start":%1$d,"line_end":%1$d,
                  "signatures":[%2$s]}]}}""".formatted(line, list);
    }
}
