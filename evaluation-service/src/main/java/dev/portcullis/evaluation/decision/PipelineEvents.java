// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.PipelineState;
import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.mergerequest.MergeRequests;
import dev.portcullis.messaging.consume.EventConsumer;
import dev.portcullis.messaging.consume.EventHandler;
import dev.portcullis.messaging.consume.ReceivedEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Has merge requests evaluated whose head or baseline a pipeline ran on, and has our status put on the pipeline: it has
 * to stand there from the pipeline's creation on.
 *
 * <p>Events that our own status caused are evaluated like others, to the same result: a Pipeline Hook lists no commit
 * statuses, so that a status which somebody forged under our name looks the same.
 */
@ApplicationScoped
class PipelineEvents implements EventHandler {
    private final EventConsumer consumer;
    private final MergeRequests mergeRequests;

    PipelineEvents(EventConsumer consumer, MergeRequests mergeRequests) {
        this.consumer = consumer;
        this.mergeRequests = mergeRequests;
    }

    @Incoming("pipeline-finished")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        consumer.consume(records, this);
    }

    @Override
    public String consumer() {
        return "evaluation-pipelines";
    }

    @Override
    public void handle(List<ReceivedEvent> events) {
        Set<MergeRequestKey> ofHead = new LinkedHashSet<>();
        Set<MergeRequestKey> concerned = new LinkedHashSet<>();
        for (ReceivedEvent received : events) {
            boolean finished = received.event().type() == EventType.PIPELINE_FINISHED;
            received.data(PipelineState.class).ifPresent(pipeline -> {
                ofHead.addAll(ofHead(pipeline));
                if (finished) {
                    concerned.addAll(comparedWith(pipeline));
                }
            });
        }
        concerned.addAll(ofHead);
        mergeRequests.evaluateAll(concerned);
        mergeRequests.enforceAll(ofHead);
    }

    private Set<MergeRequestKey> ofHead(PipelineState pipeline) {
        String instance = pipeline.project().instance();
        Set<MergeRequestKey> keys = new LinkedHashSet<>();
        Long iid = pipeline.mergeRequestIid();
        if (iid != null) {
            keys.add(new MergeRequestKey(instance, pipeline.project().projectId(), iid));
        }
        mergeRequests.openAt(instance, pipeline.sha()).stream()
                .map(KnownMergeRequest::key)
                .forEach(keys::add);
        return keys;
    }

    /** A branch's newest pipeline stands in where the merge base was never scanned. */
    private List<MergeRequestKey> comparedWith(PipelineState pipeline) {
        if (pipeline.tag() || pipeline.mergeRequestIid() != null) {
            return List.of();
        }
        return mergeRequests
                .blockedInto(pipeline.project().instance(), pipeline.project().projectId(), pipeline.ref())
                .stream()
                .map(KnownMergeRequest::key)
                .toList();
    }
}
