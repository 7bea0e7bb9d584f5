// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import dev.portcullis.messaging.Failpoints;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Runs every {@link Worker} of the service. {@code portcullis.work.enabled} (default true) turns them all off,
 * {@code portcullis.work.poll} (default 500 ms) is how soon work is seen that was marked in another replica or has just
 * become due, {@code portcullis.work.take-over} (default 15 s) how long after the death of a process another one takes
 * its work over, {@code portcullis.work.stop-timeout} (default 8 s) how long a stop waits for work that has begun.
 */
@ApplicationScoped
class Workers {
    private final List<Worker> workers;
    private final Work work;
    private final Failpoints failpoints;
    private final boolean enabled;
    private final Duration poll;
    private final Duration takeOver;
    private final Duration patience;
    private final Map<String, WorkLoop> loops = new HashMap<>();

    Workers(
            @All List<Worker> workers,
            Work work,
            Failpoints failpoints,
            @ConfigProperty(name = "portcullis.work.enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "portcullis.work.poll", defaultValue = "500ms") Duration poll,
            @ConfigProperty(name = "portcullis.work.take-over", defaultValue = "15s") Duration takeOver,
            @ConfigProperty(name = "portcullis.work.stop-timeout", defaultValue = "8s") Duration patience) {
        this.workers = workers;
        this.work = work;
        this.failpoints = failpoints;
        this.enabled = enabled;
        this.poll = poll;
        this.takeOver = takeOver;
        this.patience = patience;
    }

    void start(@Observes StartupEvent event) {
        if (!enabled) {
            return;
        }
        for (Worker worker : workers) {
            WorkLoop loop = new WorkLoop(worker, work, failpoints, poll, takeOver, patience);
            if (loops.put(worker.kind(), loop) != null) {
                throw new IllegalStateException("two workers do work of kind " + worker.kind());
            }
        }
        work.onMark(kind -> {
            WorkLoop loop = loops.get(kind);
            if (loop != null) {
                loop.wake();
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        loops.values().parallelStream().forEach(WorkLoop::close);
    }
}
