// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.instance;

import dev.portcullis.evaluation.gitlab.GitLabInstances;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.messaging.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks each GitLab instance for its version and for our own user, every {@code portcullis.instances.probe-every}
 * (default 30 s).
 */
@ApplicationScoped
class ProbeInstances {
    private final GitLabInstances instances;
    private final Duration every;
    private final Map<String, InstanceHealth> last = new ConcurrentHashMap<>();
    private @Nullable Loop loop;

    ProbeInstances(
            GitLabInstances instances,
            @ConfigProperty(name = "portcullis.instances.probe-every", defaultValue = "30s") Duration every) {
        this.instances = instances;
        this.every = every;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("instance probe", every, this::probe);
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    /** What the last probe found; empty before the first. */
    Optional<InstanceHealth> last(String instance) {
        return Optional.ofNullable(last.get(instance));
    }

    private boolean probe() {
        instances.names().forEach(name -> last.put(name, probe(name)));
        return false;
    }

    private InstanceHealth probe(String name) {
        Instant now = Instant.now();
        try {
            String version = instances.client(name).metadata().version();
            return new InstanceHealth(name, "up", version, instances.bot(name).username(), null, now);
        } catch (GitLabException e) {
            return new InstanceHealth(name, "down", null, null, e.getMessage(), now);
        }
    }
}
