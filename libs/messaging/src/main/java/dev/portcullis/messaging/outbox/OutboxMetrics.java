// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.outbox;

import dev.portcullis.messaging.Loop;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code outbox_rows} and {@code outbox_oldest_seconds}: what waits for Kafka, and for how long. */
@ApplicationScoped
class OutboxMetrics {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final AgroalDataSource database;
    private final MeterRegistry meters;
    private volatile long waiting;
    private volatile double oldestSeconds;
    private @Nullable Loop loop;

    OutboxMetrics(AgroalDataSource database, MeterRegistry meters) {
        this.database = database;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("outbox.rows", this, metrics -> metrics.waiting)
                .description("Events that wait for Kafka")
                .register(meters);
        Gauge.builder("outbox.oldest", this, metrics -> metrics.oldestSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest event that waits for Kafka")
                .register(meters);
        loop = Loop.start("outbox metrics", INTERVAL, this::measure);
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    private boolean measure() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0) FROM outbox")) {
            rows.next();
            waiting = rows.getLong(1);
            oldestSeconds = rows.getDouble(2);
            return false;
        }
    }
}
