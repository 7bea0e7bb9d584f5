// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.publish;

import dev.portcullis.messaging.topic.TopicNamesFixture;
import java.time.Duration;
import java.util.Map;

public final class SenderFixture {
    private SenderFixture() {}

    public static KafkaSender to(String bootstrapServers, String prefix, Duration deliveryTimeout) {
        return new KafkaSender(
                Map.of("bootstrap.servers", bootstrapServers), TopicNamesFixture.prefixed(prefix), deliveryTimeout);
    }

    public static void close(KafkaSender sender) {
        sender.close();
    }
}
