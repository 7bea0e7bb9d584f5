// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.RepositoryPushed;
import dev.portcullis.messaging.consume.EventConsumer;
import dev.portcullis.messaging.consume.EventHandler;
import dev.portcullis.messaging.consume.ReceivedEvent;
import dev.portcullis.messaging.work.Work;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Has the links of a project read anew when somebody pushed to its default branch. */
@ApplicationScoped
class SourceEvents implements EventHandler {
    private final EventConsumer consumer;
    private final SourceStore store;
    private final Work work;

    SourceEvents(EventConsumer consumer, SourceStore store, Work work) {
        this.consumer = consumer;
        this.store = store;
        this.work = work;
    }

    @Incoming("repository-pushed")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        consumer.consume(records, this);
    }

    @Override
    public String consumer() {
        return "policy-sync";
    }

    @Override
    public void handle(List<ReceivedEvent> events) {
        Map<String, Set<Long>> projects = events.stream()
                .flatMap(received -> received.data(RepositoryPushed.class).stream())
                .map(RepositoryPushed::project)
                .collect(Collectors.groupingBy(
                        ProjectRef::instance, Collectors.mapping(ProjectRef::projectId, Collectors.toSet())));
        Set<String> keys = new TreeSet<>();
        projects.forEach((instance, ids) -> store.linked(instance, ids).forEach(source -> keys.add(source.toString())));
        if (!keys.isEmpty()) {
            work.markDirty(SyncSource.KIND, keys, 1, Instant.now());
        }
    }
}
