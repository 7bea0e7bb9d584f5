// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PortcullisServers.class)
class InboxTest {
    @Inject
    Inbox inbox;

    @Inject
    AgroalDataSource database;

    @Test
    void anIdIsNewOnceForEachConsumer() {
        UUID one = Ids.timeOrdered();
        UUID two = Ids.timeOrdered();

        assertThat(seen("a", one, one)).containsExactly(one);
        assertThat(seen("a", one, two)).containsExactly(two);
        assertThat(seen("a", one, two)).isEmpty();
        assertThat(seen("b", one)).containsExactly(one);
        assertThat(seen("b")).isEmpty();
    }

    @Test
    void whatWasRolledBackWasNotSeen() {
        UUID id = Ids.timeOrdered();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    inbox.firstSeen("a", List.of(id));
                    throw new IllegalStateException("the handler fails");
                }))
                .hasMessageContaining("the handler fails");

        assertThat(seen("a", id)).containsExactly(id);
    }

    @Test
    void itNeedsATransaction() {
        assertThatThrownBy(() -> inbox.firstSeen("a", List.of(Ids.timeOrdered())))
                .isInstanceOf(TransactionalException.class);
    }

    @Test
    void overlappingBatchesOfTwoReplicasHandleEachEventOnce() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(Ids.timeOrdered());
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Set<UUID>>> batches = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                List<UUID> shuffled = new ArrayList<>(ids);
                Collections.shuffle(shuffled);
                batches.add(CompletableFuture.supplyAsync(
                        () -> QuarkusTransaction.requiringNew().call(() -> inbox.firstSeen("race", shuffled)),
                        threads));
            }
            assertThat(batches.stream().map(CompletableFuture::join).flatMap(Set::stream))
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void oldIdsAreForgottenAndRecentOnesKept() throws SQLException {
        UUID old = Ids.timeOrdered();
        UUID recent = Ids.timeOrdered();
        seen("prune", old, recent);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE inbox SET received_at = now() - interval '41 days' WHERE event_id = '" + old + "'");
        }

        assertThat(inbox.prune()).isFalse();

        assertThat(seen("prune", old, recent)).containsExactly(old);
    }

    @Test
    void aMemoryShorterThanTheTopicsKeepRecordsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Inbox(database, Duration.ofDays(30)))
                .withMessageContaining("longer than the longest retention of a topic, 30 days");
    }

    private Set<UUID> seen(String consumer, UUID... ids) {
        List<UUID> list = Stream.of(ids).toList();
        return QuarkusTransaction.requiringNew().call(() -> inbox.firstSeen(consumer, list));
    }
}
