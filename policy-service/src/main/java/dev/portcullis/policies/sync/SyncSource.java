// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.messaging.work.Backoff;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.messaging.work.WorkLease;
import dev.portcullis.messaging.work.Worker;
import dev.portcullis.policies.gitlab.GitLabInstances;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.sync.MatchPolicies.Match;
import dev.portcullis.policies.sync.ReadHead.Found;
import dev.portcullis.policies.sync.ReadHead.Head;
import dev.portcullis.policies.sync.ReadHead.Trouble;
import dev.portcullis.policies.sync.ReadHead.Unchanged;
import dev.portcullis.policies.sync.SourceStore.Known;
import dev.portcullis.policies.sync.TakeOver.Change;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The work kind {@code policy-sync}: brings one link up to the head of its default branch. A push makes it due at once;
 * it comes round every {@code portcullis.sync.every} (default 5 min) anyway, for pushes whose webhook was lost. While
 * GitLab does not answer it is tried again and again, and everything stays as it is.
 */
@ApplicationScoped
class SyncSource implements Worker {
    static final String KIND = "policy-sync";

    /** A merge request is marked as merged a moment after its push; more attempts than these would be stubborn. */
    private static final int PATIENT_ATTEMPTS = 5;

    private final SourceStore store;
    private final TakeOver takeOver;
    private final GitLabInstances instances;
    private final People people;
    private final Work work;
    private final Clock clock;
    private final Duration every;

    SyncSource(
            SourceStore store,
            TakeOver takeOver,
            GitLabInstances instances,
            People people,
            Work work,
            Clock clock,
            @ConfigProperty(name = "portcullis.sync.every", defaultValue = "5m") Duration every) {
        this.store = store;
        this.takeOver = takeOver;
        this.instances = instances;
        this.people = people;
        this.work = work;
        this.clock = clock;
        this.every = every;
    }

    void start(@Observes StartupEvent event) {
        store.linked().forEach(source -> work.markDirty(KIND, source.toString()));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Duration lease() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Backoff backoff() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    @Override
    public void work(WorkLease lease) {
        Known known = store.known(UUID.fromString(lease.key())).orElse(null);
        if (known == null) {
            // Unlinked meanwhile.
            QuarkusTransaction.requiringNew().run(() -> work.complete(lease));
            return;
        }
        PolicySource source = known.source();
        Optional<GitLabClient> client = instances.client(source.instance);
        Head head = client.isEmpty()
                ? new Trouble(
                        "instance-unknown",
                        "No GitLab instance '" + source.instance + "' is configured, so nothing is read from it. Set"
                                + " portcullis.gitlab.instances." + source.instance + ".url and token.",
                        null,
                        null)
                : ReadHead.read(client.get(), source, known.waits() ? null : source.syncedSha);
        if (client.isPresent() && head instanceof Found found) {
            boolean patient = lease.attempt() <= PATIENT_ATTEMPTS;
            takeOver(known, found, new FindOrigin(client.get(), source, found, people, patient));
        }
        QuarkusTransaction.requiringNew().run(() -> {
            switch (head) {
                case Found found -> store.synced(source.id, found);
                case Unchanged unchanged -> store.unchanged(source.id, unchanged);
                case Trouble trouble -> store.trouble(source.id, trouble);
            }
            work.complete(lease, Optional.of(clock.instant().plus(every)));
        });
    }

    private void takeOver(Known known, Found found, FindOrigin origins) {
        PolicySource source = known.source();
        boolean news = !found.commit().id().equals(source.syncedSha);
        RuntimeException failure = null;
        for (Match match : MatchPolicies.match(found.file().parts(), known.entries(), known.level())) {
            try {
                takeOver(source, found, match, origins, news);
            } catch (RuntimeException e) {
                // One policy holds up no other; the work as a whole has failed and is tried again.
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void takeOver(PolicySource source, Found found, Match match, FindOrigin origins, boolean news) {
        Optional<Change> change = QuarkusTransaction.requiringNew().call(() -> takeOver.change(match));
        if (change.isEmpty()) {
            if (news) {
                takeOver.tell(source, found, match);
            }
        } else if (change.get().isSettled()) {
            takeOver.settle(source, found, change.get());
        } else if (change.get().needsOrigin()) {
            takeOver.propose(source, found, change.get(), origins.of(change.get(), since(source, match)));
        }
    }

    private static @Nullable String since(PolicySource source, Match match) {
        return match.entry() == null ? source.clearSha : match.entry().settledSha;
    }
}
