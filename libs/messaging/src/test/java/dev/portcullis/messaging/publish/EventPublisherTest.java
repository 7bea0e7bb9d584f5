// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.RepositoryPushed;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Broker;
import dev.portcullis.messaging.Events;
import dev.portcullis.sandbox.testing.PortcullisServers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
    @Test
    void itReturnsWhenKafkaHasTheEvent() throws Exception {
        try (PortcullisServers servers = PortcullisServers.open("publisher")) {
            Broker broker = new Broker(servers.bootstrapServers(), servers.topicPrefix());
            broker.createTopics();
            KafkaSender sender =
                    SenderFixture.to(servers.bootstrapServers(), servers.topicPrefix(), Duration.ofSeconds(10));
            Event<RepositoryPushed> event = Events.pushed("main");

            new EventPublisher(sender, Duration.ofSeconds(20)).publish(Topic.REPOSITORY_PUSHED, "main:42", event);

            assertThat(broker.ids(Topic.REPOSITORY_PUSHED)).containsExactly(event.id());
            SenderFixture.close(sender);
        }
    }

    @Test
    void itSaysWhereKafkaIsAwayAfterABoundedWait() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        KafkaSender sender = SenderFixture.to("127.0.0.1:" + port, "", Duration.ofSeconds(2));
        Event<RepositoryPushed> event = Events.pushed("main");

        assertThatThrownBy(() -> new EventPublisher(sender, Duration.ofSeconds(1))
                        .publish(Topic.REPOSITORY_PUSHED, "main:42", event))
                .isInstanceOf(NotPublishedException.class)
                .hasMessageContaining("Kafka has not acknowledged event " + event.id());
        SenderFixture.close(sender);
    }

    @Test
    void anEventBelongsOnItsTopicAndHasItsSize() {
        EventPublisher publisher =
                new EventPublisher(SenderFixture.to("127.0.0.1:1", "", Duration.ofSeconds(2)), Duration.ofSeconds(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> publisher.publish(Topic.AUDIT, "key", Events.pushed("main")))
                .withMessageContaining("belongs on portcullis.repository-pushed.v1");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        publisher.publish(Topic.REPOSITORY_PUSHED, "key", Events.pushed("x".repeat(Event.MAX_BYTES))))
                .withMessageContaining("at most 262144 may travel");
    }
}
