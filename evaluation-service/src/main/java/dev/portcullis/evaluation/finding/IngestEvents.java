// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.PipelineState;
import dev.portcullis.evaluation.gitlab.GitLabInstances;
import dev.portcullis.messaging.consume.EventConsumer;
import dev.portcullis.messaging.consume.EventHandler;
import dev.portcullis.messaging.consume.ReceivedEvent;
import dev.portcullis.messaging.work.Work;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Has the scans of finished pipelines read. */
@ApplicationScoped
class IngestEvents implements EventHandler {
    private final EventConsumer consumer;
    private final GitLabInstances instances;
    private final Work work;

    IngestEvents(EventConsumer consumer, GitLabInstances instances, Work work) {
        this.consumer = consumer;
        this.instances = instances;
        this.work = work;
    }

    @Incoming("pipeline-ingest")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        consumer.consume(records, this);
    }

    @Override
    public String consumer() {
        return "evaluation-ingest";
    }

    @Override
    public void handle(List<ReceivedEvent> events) {
        TreeSet<String> keys = new TreeSet<>();
        for (ReceivedEvent received : events) {
            finished(received)
                    .filter(state -> instances.names().contains(state.project().instance()))
                    .map(state -> new PipelineKey(
                            state.project().instance(), state.project().projectId(), state.pipelineId()))
                    .map(PipelineKey::text)
                    .ifPresent(keys::add);
        }
        keys.forEach(key -> work.markDirty(IngestWork.KIND, key));
    }

    private static Optional<PipelineState> finished(ReceivedEvent received) {
        return received.event().type() == EventType.PIPELINE_FINISHED
                ? received.data(PipelineState.class)
                : Optional.empty();
    }
}
