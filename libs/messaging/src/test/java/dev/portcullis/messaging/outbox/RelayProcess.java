// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.outbox;

import dev.portcullis.messaging.FailpointsFixture;
import dev.portcullis.messaging.publish.KafkaSender;
import dev.portcullis.messaging.publish.SenderFixture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;

/** Relays an outbox in a process of its own, which a failpoint halts between Kafka's word and the deletion. */
final class RelayProcess {
    private RelayProcess() {}

    public static void main(String[] arguments) throws Exception {
        KafkaSender sender = SenderFixture.to(arguments[1], arguments[2], Duration.ofSeconds(10));
        OutboxRelay relay =
                new OutboxRelay(sender, FailpointsFixture.armed(Path.of(arguments[3]), "outbox.published@2"), 10);
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            relay.takeLock(connection);
            while (relay.relay(connection)) {
                System.out.println("a batch is out");
            }
        }
    }
}
