// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import dev.portcullis.contracts.MergeRequestChanged;
import dev.portcullis.evaluation.approval.Approvals;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.mergerequest.MergeRequests;
import dev.portcullis.messaging.consume.EventConsumer;
import dev.portcullis.messaging.consume.EventHandler;
import dev.portcullis.messaging.consume.ReceivedEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Has merge requests evaluated that GitLab says have changed, and remembers which head an approval was for. */
@ApplicationScoped
class MergeRequestEvents implements EventHandler {
    private final EventConsumer consumer;
    private final Approvals approvals;
    private final MergeRequests mergeRequests;

    MergeRequestEvents(EventConsumer consumer, Approvals approvals, MergeRequests mergeRequests) {
        this.consumer = consumer;
        this.approvals = approvals;
        this.mergeRequests = mergeRequests;
    }

    @Incoming("merge-request")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        consumer.consume(records, this);
    }

    @Override
    public String consumer() {
        return "evaluation-merge-requests";
    }

    @Override
    public void handle(List<ReceivedEvent> events) {
        List<MergeRequestKey> changed = new ArrayList<>();
        for (ReceivedEvent received : events) {
            received.data(MergeRequestChanged.class).ifPresent(event -> {
                approvals.heard(event, received.event().time());
                changed.add(new MergeRequestKey(
                        event.project().instance(), event.project().projectId(), event.iid()));
            });
        }
        mergeRequests.evaluateAll(changed);
    }
}
