// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import dev.portcullis.messaging.Loop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code dead_letters}: how many records wait for someone to look at them. */
@ApplicationScoped
class DeadLetterMetrics {
    private final DeadLetterStore store;
    private final MeterRegistry meters;
    private volatile long open;
    private @Nullable Loop loop;

    DeadLetterMetrics(DeadLetterStore store, MeterRegistry meters) {
        this.store = store;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("dead.letters", this, metrics -> metrics.open)
                .description("Records that could not be handled and have not been replayed")
                .register(meters);
        loop = Loop.start("dead letter metrics", Duration.ofSeconds(5), this::measure);
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    private boolean measure() {
        open = store.countOpen();
        return false;
    }
}
