// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.intake;

import dev.portcullis.alert.triage.Alerts;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.messaging.consume.EventConsumer;
import dev.portcullis.messaging.consume.EventHandler;
import dev.portcullis.messaging.consume.PoisonEventException;
import dev.portcullis.messaging.consume.ReceivedEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads the topic of security alerts. */
@ApplicationScoped
class AlertEvents implements EventHandler {
    private final EventConsumer consumer;
    private final Alerts alerts;

    AlertEvents(EventConsumer consumer, Alerts alerts) {
        this.consumer = consumer;
        this.alerts = alerts;
    }

    @Incoming("security-alert")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        consumer.consume(records, this);
    }

    @Override
    public String consumer() {
        return "alerts";
    }

    @Override
    public void handle(List<ReceivedEvent> events) {
        for (ReceivedEvent received : events) {
            Event<?> event = received.event();
            SecurityAlert alert = received.data(SecurityAlert.class)
                    .orElseThrow(() -> new PoisonEventException(
                            event.id(), "an event of type " + event.type().type() + " is no security alert"));
            alerts.seen(event, ReadableAlert.of(event.id(), alert));
        }
    }
}
