// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.messaging.Ids;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PortcullisServers.class)
class WorkTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Inject
    Work work;

    @Inject
    WorkStore store;

    @Inject
    AgroalDataSource database;

    /** A kind of each test's own, which no worker does. */
    private final String kind = "test-" + Ids.timeOrdered();

    @Test
    void marksCoalesceIntoOneLease() {
        work.markDirty(kind, "a");
        work.markDirty(kind, "a");
        work.markDirty(kind, "a");

        List<WorkLease> leases = work.lease(kind, 10, LONG);

        assertThat(leases).singleElement().satisfies(lease -> {
            assertThat(lease.key()).isEqualTo("a");
            assertThat(lease.dirty()).isEqualTo(3);
            assertThat(lease.attempt()).isEqualTo(1);
        });
        assertThat(work.lease(kind, 10, LONG)).as("one lease for a key").isEmpty();
        complete(leases.getFirst());
        assertThat(work.lease(kind, 10, LONG)).isEmpty();
    }

    @Test
    void manyMarkOverlappingKeysAtOnceWithoutDeadlock() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            keys.add("key-" + i);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> markers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                List<String> shuffled = new ArrayList<>(keys);
                Collections.shuffle(shuffled);
                markers.add(
                        CompletableFuture.runAsync(() -> work.markDirty(kind, shuffled, 0, Instant.now()), threads));
            }
            markers.forEach(CompletableFuture::join);
        }

        assertThat(work.lease(kind, 1_000, LONG))
                .hasSize(100)
                .allSatisfy(lease -> assertThat(lease.dirty()).isEqualTo(8));
        work.markDirty(kind, List.of(), 0, Instant.now());
        assertThat(work.lease(kind, 1_000, LONG)).isEmpty();
    }

    @Test
    void aMarkThatComesDuringTheWorkStays() {
        work.markDirty(kind, "a");
        WorkLease lease = only(work.lease(kind, 1, LONG));
        work.markDirty(kind, "a");

        complete(lease);

        assertThat(only(work.lease(kind, 1, LONG)).dirty()).isEqualTo(2);
    }

    @Test
    void aMarkIsGoneWithTheTransactionThatMadeIt() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    work.markDirty(kind, "a");
                    throw new IllegalStateException("the change fails");
                }))
                .hasMessageContaining("the change fails");

        assertThat(work.find(kind, "a")).isEmpty();
    }

    @Test
    void nobodyGetsWorkBeforeItIsDueAndAnEarlierMarkMovesItForward() {
        work.markDirty(kind, "a", 0, Instant.now().plusSeconds(3600));
        assertThat(work.lease(kind, 1, LONG)).isEmpty();

        work.markDirty(kind, "a", 0, Instant.now().minusSeconds(1));
        work.markDirty(kind, "a", 0, Instant.now().plusSeconds(3600));

        assertThat(work.lease(kind, 1, LONG)).hasSize(1);
    }

    @Test
    void greaterPriorityGoesFirstThenWhatIsDueLongest() {
        Instant now = Instant.now();
        work.markDirty(kind, "late", 0, now.minusSeconds(1));
        work.markDirty(kind, "early", 0, now.minusSeconds(9));
        work.markDirty(kind, "urgent", 5, now.minusSeconds(1));

        assertThat(only(work.lease(kind, 1, LONG)).key()).isEqualTo("urgent");
        assertThat(only(work.lease(kind, 1, LONG)).key()).isEqualTo("early");
        assertThat(only(work.lease(kind, 1, LONG)).key()).isEqualTo("late");
    }

    @Test
    void manyThatLeaseAtOnceNeverShareAKey() {
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < 100; i++) {
                work.markDirty(kind, "key-" + i);
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<List<WorkLease>>> takers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                takers.add(CompletableFuture.supplyAsync(
                        () -> {
                            List<WorkLease> mine = new ArrayList<>();
                            List<WorkLease> next = work.lease(kind, 3, LONG);
                            while (!next.isEmpty()) {
                                mine.addAll(next);
                                next = work.lease(kind, 3, LONG);
                            }
                            return mine;
                        },
                        threads));
            }
            List<WorkLease> all = takers.stream()
                    .map(CompletableFuture::join)
                    .flatMap(List::stream)
                    .toList();
            assertThat(all.stream().map(WorkLease::key)).doesNotHaveDuplicates().hasSize(100);
        }
    }

    @Test
    void aLeaseThatRanOutIsTakenOverAndItsResultsCannotCommit() throws SQLException {
        work.markDirty(kind, "a");
        WorkLease lost = only(work.lease(kind, 1, LONG));
        assertThat(work.lease(kind, 1, LONG)).isEmpty();
        expireLeases();
        WorkLease heir = only(work.lease(kind, 1, LONG));
        assertThat(heir.attempt()).isEqualTo(2);

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    work.markDirty(kind, "result of the loser");
                    work.complete(lost);
                }))
                .isInstanceOf(LeaseLostException.class);

        assertThat(work.find(kind, "result of the loser")).isEmpty();
        assertThat(work.retryLater(lost, LONG, "late")).isFalse();
        assertThat(work.extend(lost, LONG)).isFalse();
        complete(heir);
        assertThat(work.find(kind, "a")).get().extracting(WorkItem::done).isEqualTo(1L);
    }

    @Test
    void aLeaseThatRanOutButThatNobodyTookStillCommits() throws SQLException {
        work.markDirty(kind, "a");
        WorkLease lease = only(work.lease(kind, 1, LONG));
        expireLeases();

        complete(lease);

        assertThat(work.lease(kind, 1, LONG)).isEmpty();
    }

    @Test
    void anExtendedLeaseLasts() throws SQLException {
        work.markDirty(kind, "a");
        WorkLease lease = only(work.lease(kind, 1, LONG));
        expireLeases();

        assertThat(work.extend(lease, LONG)).isTrue();

        assertThat(work.lease(kind, 1, LONG)).isEmpty();
    }

    @Test
    void afterAFailureItWaitsAndCountsAttemptsUntilASuccess() throws SQLException {
        work.markDirty(kind, "a");
        WorkLease first = only(work.lease(kind, 1, LONG));

        assertThat(work.retryLater(first, Duration.ofHours(1), "GitLab answers 502"))
                .isTrue();

        assertThat(work.lease(kind, 1, LONG)).isEmpty();
        assertThat(work.find(kind, "a")).get().satisfies(item -> {
            assertThat(item.lastError()).isEqualTo("GitLab answers 502");
            assertThat(item.attempts()).isEqualTo(1);
        });
        work.markDirty(kind, "a");
        WorkLease second = only(work.lease(kind, 1, LONG));
        assertThat(second.attempt()).isEqualTo(2);
        complete(second);
        assertThat(work.find(kind, "a")).get().satisfies(item -> {
            assertThat(item.lastError()).isNull();
            assertThat(item.attempts()).isZero();
        });
    }

    @Test
    void aLongErrorIsShortened() {
        work.markDirty(kind, "a");
        work.retryLater(only(work.lease(kind, 1, LONG)), LONG, "x".repeat(100_000));

        assertThat(work.find(kind, "a").orElseThrow().lastError()).hasSize(2_000);
    }

    @Test
    void doneWorkComesBackAtItsDeadline() {
        work.markDirty(kind, "a");
        WorkLease lease = only(work.lease(kind, 1, LONG));
        Instant deadline = Instant.now().plusSeconds(3600);

        QuarkusTransaction.requiringNew().run(() -> work.complete(lease, Optional.of(deadline)));

        assertThat(work.lease(kind, 1, LONG)).isEmpty();
        WorkItem item = work.find(kind, "a").orElseThrow();
        assertThat(item.dirty()).isGreaterThan(item.done());
        assertThat(item.dueAt()).isBetween(deadline.minusMillis(1), deadline.plusMillis(1));
    }

    @Test
    void aMarkDuringTheWorkBeatsTheDeadline() {
        work.markDirty(kind, "a");
        WorkLease lease = only(work.lease(kind, 1, LONG));
        work.markDirty(kind, "a");

        QuarkusTransaction.requiringNew()
                .run(() -> work.complete(lease, Optional.of(Instant.now().plusSeconds(3600))));

        assertThat(work.lease(kind, 1, LONG)).hasSize(1);
    }

    @Test
    void completionBelongsInTheTransactionOfTheResults() {
        work.markDirty(kind, "a");
        WorkLease lease = only(work.lease(kind, 1, LONG));

        assertThatThrownBy(() -> work.complete(lease)).isInstanceOf(TransactionalException.class);
    }

    @Test
    void stuckWorkIsAQuery() throws SQLException {
        work.markDirty(kind, "fails");
        work.markDirty(kind, "waits", 0, Instant.now().minus(Duration.ofHours(1)));
        work.markDirty(kind, "fine");
        execute("UPDATE work SET attempts = 8 WHERE key = 'fails' AND kind = '" + kind + "'");

        assertThat(work.stuck(1_000).stream()
                        .filter(item -> item.kind().equals(kind))
                        .map(WorkItem::key))
                .containsExactlyInAnyOrder("fails", "waits");
        assertThat(store.count(kind, 8)).satisfies(counts -> {
            assertThat(counts.due()).isEqualTo(3);
            assertThat(counts.stuck()).isEqualTo(1);
            assertThat(counts.oldestSeconds()).isGreaterThanOrEqualTo(3600);
        });
    }

    @Test
    void rowsThatHaveLongBeenDoneGo() throws SQLException {
        work.markDirty(kind, "old");
        work.markDirty(kind, "recent");
        work.markDirty(kind, "due");
        work.lease(kind, 3, LONG).stream()
                .filter(lease -> !lease.key().equals("due"))
                .forEach(this::complete);
        execute("UPDATE work SET done_at = now() - interval '31 days' WHERE key IN ('old', 'due') AND kind = '" + kind
                + "'");

        QuarkusTransaction.requiringNew()
                .run(() -> assertThat(store.prune(Duration.ofDays(30), 1_000)).isEqualTo(1));

        assertThat(work.find(kind, "old")).isEmpty();
        assertThat(work.find(kind, "recent")).isPresent();
        assertThat(work.find(kind, "due")).isPresent();
    }

    private void complete(WorkLease lease) {
        QuarkusTransaction.requiringNew().run(() -> work.complete(lease));
    }

    private static WorkLease only(List<WorkLease> leases) {
        assertThat(leases).hasSize(1);
        return leases.getFirst();
    }

    private void expireLeases() throws SQLException {
        execute("UPDATE work SET lease_until = now() - interval '1 second' WHERE kind = '" + kind + "'");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
