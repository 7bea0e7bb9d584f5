// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.publish;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.event.EncodedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends events straight to Kafka, for facts that come from outside and change nothing here. What changes the database
 * goes through the outbox. {@code portcullis.kafka.publish-timeout} (default 5 s) bounds the wait.
 */
@ApplicationScoped
public class EventPublisher {
    private final KafkaSender sender;
    private final Duration timeout;

    EventPublisher(
            KafkaSender sender,
            @ConfigProperty(name = "portcullis.kafka.publish-timeout", defaultValue = "5s") Duration timeout) {
        this.sender = sender;
        this.timeout = timeout;
    }

    /**
     * Returns when every in-sync replica has the event.
     *
     * @throws NotPublishedException where Kafka has not acknowledged it in time
     * @throws IllegalArgumentException where the event is too large or belongs on another topic
     */
    public void publish(Topic topic, String key, Event<?> event) {
        if (event.type().topic() != topic) {
            throw new IllegalArgumentException(event.type().type() + " belongs on "
                    + event.type().topic().topicName() + ", not on " + topic.topicName());
        }
        try {
            sender.send(topic, key, EncodedEvent.of(event)).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw notPublished(event, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notPublished(event, e);
        }
    }

    private NotPublishedException notPublished(Event<?> event, Exception cause) {
        return new NotPublishedException(
                "Kafka has not acknowledged event " + event.id() + " ("
                        + event.type().type() + ") within " + timeout.toMillis() + " ms",
                cause);
    }
}
