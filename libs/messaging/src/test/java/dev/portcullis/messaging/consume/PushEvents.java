// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import dev.portcullis.contracts.RepositoryPushed;
import io.agroal.api.AgroalDataSource;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The service in these tests: it writes down the branch of every push that it handles, in its transaction. */
@ApplicationScoped
public class PushEvents implements EventHandler {
    static final String CONSUMER = "test-pushes";

    private final EventConsumer consumer;
    private final AgroalDataSource database;
    private final Set<String> poisoned = ConcurrentHashMap.newKeySet();
    private final Set<String> buggy = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<Runnable> failure = new AtomicReference<>(() -> {});

    PushEvents(EventConsumer consumer, AgroalDataSource database) {
        this.consumer = consumer;
        this.database = database;
    }

    @Incoming("pushes")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        consumer.consume(records, this);
    }

    @Override
    public String consumer() {
        return CONSUMER;
    }

    @Override
    public void handle(List<ReceivedEvent> events) {
        for (ReceivedEvent received : events) {
            String branch = received.data(RepositoryPushed.class).orElseThrow().branch();
            note(branch);
            if (poisoned.contains(branch)) {
                throw new PoisonEventException(received.event().id(), "the branch is unheard of");
            }
            if (buggy.contains(branch)) {
                throw new IllegalStateException("a bug");
            }
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            failure.get().run();
        }
    }

    void poison(String branch) {
        poisoned.add(branch);
    }

    void mend() {
        poisoned.clear();
    }

    void bug(String branch) {
        buggy.add(branch);
    }

    void failFor(int calls) {
        failFor(calls, () -> {
            throw new IllegalStateException(new SQLException("the database restarts", "57P01"));
        });
    }

    /** Lets so many calls end with what {@code how} throws, after their work in the database. */
    void failFor(int calls, Runnable how) {
        failure.set(how);
        failures.set(calls);
    }

    /** Ends the connection that the present transaction uses, on the side of the server. */
    void killConnection() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int failuresLeft() {
        return failures.get();
    }

    private void note(String branch) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO handled (branch) VALUES (?)")) {
            insert.setString(1, branch);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
