// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import dev.portcullis.contracts.PolicyChanged;
import dev.portcullis.messaging.consume.EventConsumer;
import dev.portcullis.messaging.consume.EventHandler;
import dev.portcullis.messaging.consume.ReceivedEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes over activations from the topic {@code policy-changed}. */
@ApplicationScoped
class PolicyEvents implements EventHandler {
    private final EventConsumer consumer;
    private final ApplyActivation applyActivation;
    private final CatchUpPolicies catchUp;

    PolicyEvents(EventConsumer consumer, ApplyActivation applyActivation, CatchUpPolicies catchUp) {
        this.consumer = consumer;
        this.applyActivation = applyActivation;
        this.catchUp = catchUp;
    }

    @Incoming("policy-changed")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        consumer.consume(records, this);
    }

    @Override
    public String consumer() {
        return "evaluation-policies";
    }

    @Override
    public void handle(List<ReceivedEvent> events) {
        for (ReceivedEvent event : events) {
            event.data(PolicyChanged.class)
                    .map(applyActivation::apply)
                    .filter(applied -> applied == ApplyActivation.Applied.GAP)
                    .ifPresent(gap -> catchUp.request());
        }
    }
}
