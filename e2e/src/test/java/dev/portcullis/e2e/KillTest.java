// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.sandbox.demo.Await;
import dev.portcullis.sandbox.demo.Cast;
import dev.portcullis.sandbox.demo.MergeRequest;
import dev.portcullis.sandbox.demo.Narrator;
import dev.portcullis.sandbox.demo.PolicyChapter;
import dev.portcullis.sandbox.demo.Project;
import dev.portcullis.sandbox.demo.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** evaluation-service is halted at named points; what remains is as if it had not been. */
class KillTest {
    private static final String EVALUATION = "evaluation-service";
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    /** GitLab pauses a hook that failed repeatedly, as it does while the service is down; then polling has to do. */
    private static final Map<String, String> POLLING = Map.of("PORTCULLIS_RECONCILE_EVERY", "2s");

    @TempDir
    static Path directory;

    private static RunningSystem running;
    private static Cast cast;
    private static Episode episode;
    private static Traces unharmed;

    private final Await await = new Await(PATIENCE);

    @BeforeAll
    static void start() throws Exception {
        running = RunningSystem.start(directory.resolve("state"));
        cast = Cast.of(running.system().url(), running.system().gitLabUrl(), running.rootToken());
        new PolicyChapter(cast, new Narrator(System.out), running.system().url())
                .tell("No new critical findings", "[critical]");
        Project web = cast.project("acme/shop/web");
        web.scanDefaultBranch(List.of(Report.ofDemo("sast", "web-main-sast.json")));
        episode = new Episode(cast, web);
        MergeRequest opened = episode.open("unharmed");
        episode.scan(opened);
        episode.awaitBlock(opened);
        episode.release(opened);
        unharmed = settled(opened);
        assertThat(unharmed.decisions()).containsExactly("pending", "approval_required", "satisfied");
        assertThat(unharmed.statuses()).containsExactly("failed", "success");
        assertThat(unharmed.comments()).isEqualTo(1);
        assertThat(unharmed.audited()).contains("merge-request.blocked", "merge-request.released", "decided 3 times");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evaluation.after-lease",
                "evaluation.after-gathering",
                "evaluation.after-commit",
                "outbox.published",
                "enforcement.after-gitlab"
            })
    void aHaltLeavesNoTrace(String point) throws Exception {
        Path hits = directory.resolve(point);
        MergeRequest opened = episode.open(point.replace('.', '-'));
        running.system()
                .restart(
                        EVALUATION,
                        Map.of(
                                "PORTCULLIS_FAILPOINTS",
                                point,
                                "PORTCULLIS_FAILPOINTS_DIR",
                                hits.toString(),
                                "PORTCULLIS_RECONCILE_EVERY",
                                "2s"));

        episode.scan(opened);
        await.until("the halt at " + point, () -> running.system().isRunning(EVALUATION), alive -> !alive);
        assertThat(hits)
                .isDirectoryContaining(file -> file.getFileName().toString().startsWith(point));
        running.system().restart(EVALUATION, POLLING);
        episode.awaitBlock(opened);
        episode.release(opened);

        assertThat(settled(opened)).isEqualTo(unharmed);
    }

    /** The traces once nothing is on its way any more. */
    private static Traces settled(MergeRequest opened) {
        return new Await(PATIENCE)
                .until(
                        "the traces of " + opened.name() + " to settle",
                        () -> traces(opened),
                        traces -> traces.waiting().isEmpty() && traces.audited().contains("decided 3 times"));
    }

    private static Traces traces(MergeRequest opened) {
        try {
            return Traces.of(running, cast, episode, opened);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
