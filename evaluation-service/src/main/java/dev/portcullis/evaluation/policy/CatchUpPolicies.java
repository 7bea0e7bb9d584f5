// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import dev.portcullis.contracts.PolicyChanged;
import dev.portcullis.evaluation.database.Database;
import dev.portcullis.messaging.work.Backoff;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.messaging.work.WorkLease;
import dev.portcullis.messaging.work.Worker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks policy-service for the activations that are missing here: at the start, after a gap, and again every
 * {@code portcullis.policies.check-every} (default 1 min) in case Kafka lost one.
 */
@ApplicationScoped
class CatchUpPolicies implements Worker {
    private static final String KIND = "policies";
    private static final String KEY = "all";

    private final PolicyServiceClient client;
    private final PolicyStore store;
    private final ApplyActivation applyActivation;
    private final Work work;
    private final Database database;
    private final Duration checkEvery;

    CatchUpPolicies(
            PolicyServiceClient client,
            PolicyStore store,
            ApplyActivation applyActivation,
            Work work,
            Database database,
            @ConfigProperty(name = "portcullis.policies.check-every", defaultValue = "1m") Duration checkEvery) {
        this.client = client;
        this.store = store;
        this.applyActivation = applyActivation;
        this.work = work;
        this.database = database;
        this.checkEvery = checkEvery;
    }

    void start(@Observes StartupEvent event) {
        request();
    }

    /** Has what is missing fetched now. */
    void request() {
        if (client.isConfigured()) {
            work.markDirty(KIND, KEY);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Backoff backoff() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Override
    public void work(WorkLease lease) throws IOException, InterruptedException {
        List<PolicyChanged> missing = client.isConfigured() ? client.activationsAfter(store.revision()) : List.of();
        while (!missing.isEmpty()) {
            for (PolicyChanged change : missing) {
                if (applyActivation.apply(change) == ApplyActivation.Applied.GAP) {
                    throw new IOException("policy-service's export since revision " + store.revision()
                            + " holds revision " + change.revision() + ", which does not follow or is not whole");
                }
            }
            missing = client.activationsAfter(store.revision());
        }
        database.inTransaction(() -> {
            work.complete(lease, Optional.of(Instant.now().plus(checkEvery)));
            return true;
        });
    }
}
