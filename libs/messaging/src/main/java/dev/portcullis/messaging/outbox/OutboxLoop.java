// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.outbox;

import dev.portcullis.messaging.Failpoints;
import dev.portcullis.messaging.Loop;
import dev.portcullis.messaging.publish.KafkaSender;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the relay in whichever replica of the service holds its lock. {@code portcullis.outbox.enabled} (default true)
 * turns it off, {@code portcullis.outbox.poll} (default 250 ms) is how soon rows committed by another replica are seen,
 * {@code portcullis.outbox.batch} (default 500) how many rows go out at once.
 */
@ApplicationScoped
class OutboxLoop {
    private static final Logger LOG = Logger.getLogger(OutboxLoop.class);

    private final AgroalDataSource database;
    private final OutboxRelay relay;
    private final boolean enabled;
    private final Duration poll;
    private @Nullable Loop loop;
    private @Nullable Connection connection;

    OutboxLoop(
            AgroalDataSource database,
            KafkaSender sender,
            Failpoints failpoints,
            @ConfigProperty(name = "portcullis.outbox.enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "portcullis.outbox.poll", defaultValue = "250ms") Duration poll,
            @ConfigProperty(name = "portcullis.outbox.batch", defaultValue = "500") int batch) {
        this.database = database;
        this.relay = new OutboxRelay(sender, failpoints, batch);
        this.enabled = enabled;
        this.poll = poll;
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            loop = Loop.start("outbox relay", poll, this::step);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
        release();
    }

    void wake() {
        if (loop != null) {
            loop.wake();
        }
    }

    private boolean step() throws SQLException {
        try {
            Connection held = hold();
            return held != null && relay.relay(held);
        } catch (SQLException e) {
            release();
            throw e;
        }
    }

    private synchronized @Nullable Connection hold() throws SQLException {
        if (connection == null) {
            Connection candidate = database.getConnection();
            if (!relay.takeLock(candidate)) {
                candidate.close();
                return null;
            }
            connection = candidate;
            LOG.info("this replica relays the outbox now");
        }
        return connection;
    }

    private synchronized void release() {
        try (Connection held = connection) {
            if (held != null) {
                relay.releaseLock(held);
            }
        } catch (SQLException e) {
            LOG.debugf("the relay's connection is lost, and its lock with it: %s", e.getMessage());
        } finally {
            connection = null;
        }
    }
}
