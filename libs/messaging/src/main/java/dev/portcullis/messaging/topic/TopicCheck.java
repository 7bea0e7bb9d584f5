// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.topic;

import dev.portcullis.messaging.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it at start-up that the topics exist as wanted, before anything is consumed; the service is not ready until
 * they do. {@code portcullis.topics.create} (default true) creates missing ones, with
 * {@code portcullis.topics.replication-factor} replicas (default: the broker's). {@code portcullis.topics.wait}
 * (default 20 s) is how long the start waits for Kafka; after that the check goes on in the background.
 */
@Readiness
@ApplicationScoped
public class TopicCheck implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(TopicCheck.class);
    /** Before the channels are connected, which happens at LIBRARY_BEFORE (1000). */
    private static final int BEFORE_CHANNELS = 500;

    private final TopicInspection inspection;
    private final Duration patience;
    private final CountDownLatch fine = new CountDownLatch(1);
    private volatile List<String> problems = List.of("Kafka has not been asked yet");
    private @Nullable Loop loop;

    TopicCheck(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            TopicNames names,
            @ConfigProperty(name = "portcullis.topics.create", defaultValue = "true") boolean create,
            @ConfigProperty(name = "portcullis.topics.replication-factor") Optional<Short> replicationFactor,
            @ConfigProperty(name = "portcullis.topics.wait", defaultValue = "20s") Duration patience,
            @ConfigProperty(name = "portcullis.inbox.remember", defaultValue = "40d") Duration remember) {
        this.inspection = new TopicInspection(broker, names, create, replicationFactor, remember);
        this.patience = patience;
    }

    void start(@Observes @Priority(BEFORE_CHANNELS) StartupEvent event) throws InterruptedException {
        loop = Loop.start("topic check", Duration.ofSeconds(1), this::step);
        if (!fine.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("starting although the topics are not as wanted: %s", problems);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    @Override
    public HealthCheckResponse call() {
        List<String> found = problems;
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("topics").status(found.isEmpty());
        for (int i = 0; i < found.size(); i++) {
            response.withData("problem-" + (i + 1), found.get(i));
        }
        return response.build();
    }

    private boolean step() throws InterruptedException {
        if (fine.getCount() == 0) {
            return false;
        }
        try {
            problems = inspection.run();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            problems = List.of("Kafka does not answer: " + (e.getCause() == null ? e : e.getCause()));
        }
        if (problems.isEmpty()) {
            fine.countDown();
        }
        return false;
    }
}
