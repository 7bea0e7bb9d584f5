// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether the log can grow. It says so without making the service unready: what the log has can still be read, and a
 * restart would not help.
 */
@Wellness
class AuditLogHealth implements HealthCheck {
    private final AuditEvents events;

    AuditLogHealth(AuditEvents events) {
        this.events = events;
    }

    @Override
    public HealthCheckResponse call() {
        String failure = events.failure();
        return failure == null
                ? HealthCheckResponse.up("audit log grows")
                : HealthCheckResponse.named("audit log grows")
                        .down()
                        .withData("failure", failure)
                        .build();
    }
}
