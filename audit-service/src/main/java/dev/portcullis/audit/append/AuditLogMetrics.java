// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;

/** {@code portcullis_audit_log_size} and {@code portcullis_audit_log_failing} (1 while the log cannot grow). */
@ApplicationScoped
class AuditLogMetrics {
    private final MeterRegistry meters;
    private final LogStore log;
    private final AuditEvents events;

    AuditLogMetrics(MeterRegistry meters, LogStore log, AuditEvents events) {
        this.meters = meters;
        this.log = log;
        this.events = events;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("portcullis.audit.log.size", this, metrics -> metrics.size())
                .description("Leaves of the audit log")
                .register(meters);
        Gauge.builder("portcullis.audit.log.failing", this, metrics -> metrics.events.failure() == null ? 0 : 1)
                .description("1 while the audit log cannot grow")
                .register(meters);
    }

    private double size() {
        try {
            return log.read().tree().size();
        } catch (SQLException e) {
            return Double.NaN;
        }
    }
}
