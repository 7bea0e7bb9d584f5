// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.portcullis.messaging.FailpointsFixture;
import dev.portcullis.messaging.Ids;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PortcullisServers.class)
class WorkLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration NEVER = Duration.ofHours(1);

    @Inject
    Work work;

    @Inject
    TestWorker worker;

    @Inject
    AgroalDataSource database;

    @Inject
    MeterRegistry meters;

    private final String run = Ids.timeOrdered().toString();

    @Test
    void manyPiecesAreDoneAndNeverMoreAtOnceThanAllowed() {
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < 60; i++) {
                work.markDirty(TestWorker.KIND, run + i);
            }
        });

        for (int i = 0; i < 60; i++) {
            awaitDone(run + i);
        }
        assertThat(worker.mostRunning()).isBetween(1, 3);
    }

    @Test
    void aFailureIsTriedAgainUntilItSucceeds() {
        worker.fail(run, new IllegalStateException("GitLab is away"));
        work.markDirty(TestWorker.KIND, run);
        await().atMost(PATIENCE).until(() -> worker.begun(run) >= 3);
        assertThat(work.find(TestWorker.KIND, run).orElseThrow().lastError()).contains("GitLab is away");

        worker.mend(run);

        awaitDone(run);
        assertThat(work.find(TestWorker.KIND, run).orElseThrow().attempts()).isZero();
    }

    @Test
    void aMarkDuringTheWorkHasItDoneAgain() {
        worker.hold(run);
        work.markDirty(TestWorker.KIND, run);
        await().atMost(PATIENCE).until(() -> worker.begun(run) == 1);

        work.markDirty(TestWorker.KIND, run);
        worker.release(run);

        await().atMost(PATIENCE).until(() -> worker.begun(run) == 2);
        awaitDone(run);
    }

    @Test
    void workOfADeadWorkerIsTakenOver() throws SQLException {
        worker.hold(run);
        work.markDirty(TestWorker.KIND, run);
        await().atMost(PATIENCE).until(() -> worker.begun(run) == 1);

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE work SET lease_until = now() - interval '1 second' WHERE key = '" + run + "'");
        }
        await().atMost(PATIENCE).until(() -> worker.begun(run) == 2);
        worker.release(run);

        awaitDone(run);
    }

    @Test
    void anErrorPutsTheWorkOffLikeAnyFailure() {
        worker.fail(run, new AssertionError("the connection is gone"));
        work.markDirty(TestWorker.KIND, run);
        await().atMost(PATIENCE).until(() -> worker.begun(run) >= 2);
        assertThat(work.find(TestWorker.KIND, run).orElseThrow().lastError()).contains("the connection is gone");

        worker.mend(run);

        awaitDone(run);
    }

    @Test
    void workThatGoesOnKeepsItsLeaseBeyondTheTimeOfATakeOver() {
        OtherWorker other = new OtherWorker("long-" + run, work);
        other.hold();
        try (WorkLoop loop = new WorkLoop(
                other, work, FailpointsFixture.none(), Duration.ofMillis(20), Duration.ofMillis(600), PATIENCE)) {
            work.markDirty(other.kind(), "a");
            await().atMost(PATIENCE).until(() -> other.begun().isPresent());
            WorkLease first = other.begun().orElseThrow();

            // Three times what it was leased for at first: without signs of life it would have been free twice over.
            Instant later = first.until().plus(Duration.ofMillis(1_200));
            await().atMost(PATIENCE).until(() -> {
                assertThat(work.lease(other.kind(), 1, NEVER)).isEmpty();
                return Instant.now().isAfter(later);
            });
            other.release();
            await().atMost(PATIENCE).until(() -> other.ended());
            assertThat(work.find(other.kind(), "a").orElseThrow().done()).isEqualTo(first.dirty());
        }
    }

    @Test
    void aMarkWakesTheWorkerLongBeforeItsPoll() {
        OtherWorker other = new OtherWorker("woken-" + run, work);
        try (WorkLoop loop = new WorkLoop(other, work, FailpointsFixture.none(), NEVER, PATIENCE, PATIENCE)) {
            work.onMark(kind -> loop.wake());
            work.markDirty(other.kind(), "a");

            await().atMost(PATIENCE).until(() -> other.ended());
        }
    }

    @Test
    void stoppingWaitsForWhatHasBegunAndBeginsNothing() {
        OtherWorker other = new OtherWorker("stopped-" + run, work);
        WorkLoop loop = new WorkLoop(other, work, FailpointsFixture.none(), Duration.ofMillis(20), PATIENCE, PATIENCE);
        work.markDirty(other.kind(), "a");
        await().atMost(PATIENCE)
                .until(() -> work.find(other.kind(), "a").orElseThrow().attempts() == 1 || other.ended());

        loop.close();

        assertThat(other.ended()).isTrue();
        work.markDirty(other.kind(), "b");
        assertThat(work.lease(other.kind(), 1, NEVER)).hasSize(1);
    }

    @Test
    void twoWorkersOfOneKindAreRefused() {
        Workers workers = new Workers(
                List.of(new OtherWorker("twice-" + run, work), new OtherWorker("twice-" + run, work)),
                work,
                FailpointsFixture.none(),
                true,
                NEVER,
                PATIENCE,
                PATIENCE);

        assertThatIllegalStateException()
                .isThrownBy(() -> workers.start(new StartupEvent()))
                .withMessageContaining("two workers do work of kind twice-");
    }

    @Test
    void howTheWorkStandsIsMeasured() {
        assertThat(meters.get("work.due").tag("kind", TestWorker.KIND).gauge().value())
                .isNotNegative();
        assertThat(meters.get("work.oldest.seconds")
                        .tag("kind", TestWorker.KIND)
                        .gauge()
                        .value())
                .isNotNegative();
        assertThat(meters.get("work.stuck").tag("kind", TestWorker.KIND).gauge().value())
                .isNotNegative();
    }

    private void awaitDone(String key) {
        await().atMost(PATIENCE)
                .until(() -> work.find(TestWorker.KIND, key)
                        .filter(item -> item.dirty() == item.done())
                        .isPresent());
    }
}
