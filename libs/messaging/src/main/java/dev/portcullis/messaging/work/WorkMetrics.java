// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import dev.portcullis.messaging.Loop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * {@code work_due}, {@code work_oldest_seconds} and {@code work_stuck} for each kind of work. Rows that are done are
 * deleted after {@code portcullis.work.keep-done} (default 30 days).
 */
@ApplicationScoped
class WorkMetrics {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int PRUNED_AT_ONCE = 5_000;

    private final List<Worker> workers;
    private final Work work;
    private final WorkStore store;
    private final MeterRegistry meters;
    private final Duration keepDone;
    private final Map<String, WorkCounts> counts = new ConcurrentHashMap<>();
    private @Nullable Loop measuring;
    private @Nullable Loop pruning;

    WorkMetrics(
            @All List<Worker> workers,
            Work work,
            WorkStore store,
            MeterRegistry meters,
            @ConfigProperty(name = "portcullis.work.keep-done", defaultValue = "30d") Duration keepDone) {
        this.workers = workers;
        this.work = work;
        this.store = store;
        this.meters = meters;
        this.keepDone = keepDone;
    }

    void start(@Observes StartupEvent event) {
        for (Worker worker : workers) {
            gauge("work.due", "Pieces of work that wait to be done", worker.kind(), WorkCounts::due);
            gauge("work.oldest.seconds", "How long the oldest has been due", worker.kind(), WorkCounts::oldestSeconds);
            gauge("work.stuck", "Pieces of work that failed too often", worker.kind(), WorkCounts::stuck);
        }
        measuring = Loop.start("work metrics", INTERVAL, this::measure);
        pruning = Loop.start(
                "work pruning", Duration.ofHours(1), () -> store.prune(keepDone, PRUNED_AT_ONCE) == PRUNED_AT_ONCE);
    }

    void stop(@Observes ShutdownEvent event) {
        if (measuring != null) {
            measuring.close();
        }
        if (pruning != null) {
            pruning.close();
        }
    }

    private void gauge(String name, String description, String kind, ToDoubleFunction<WorkCounts> value) {
        Gauge.builder(name, counts, all -> value.applyAsDouble(all.getOrDefault(kind, new WorkCounts(0, 0, 0))))
                .tag("kind", kind)
                .description(description)
                .register(meters);
    }

    private boolean measure() {
        workers.forEach(worker -> counts.put(worker.kind(), store.count(worker.kind(), work.stuckAttempts())));
        return false;
    }
}
