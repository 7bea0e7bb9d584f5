// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real Kafka: one node that is broker and controller (KRaft). Topics are created by their owners only. */
final class KafkaServer implements AutoCloseable {
    private final KafkaRaftServer server;

    private KafkaServer(KafkaRaftServer server) {
        this.server = server;
    }

    /** Starts it on the directory's log, formatting the log where there is none; returns when it takes requests. */
    static KafkaServer start(DataDirectory directory, int port) {
        Path home = directory.kafka();
        try {
            directory.discardUnfinished(home);
            Properties properties = configuration(home, port, Ports.choose(0, "Kafka's controller"));
            format(home, properties);
            KafkaServer kafka = new KafkaServer(new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM));
            kafka.server.startup();
            directory.finished(home);
            return kafka;
        } catch (IOException | RuntimeException e) {
            String reason = directory.isFull() || ServersFailure.isFullDisk(e)
                    ? "the disk is full. Free some space and start again."
                    : e.getMessage() + ". The log " + directory.log("servers") + " says more.";
            throw new ServersFailure("Kafka cannot start: " + reason, e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path home, Properties properties) throws IOException {
        Files.createDirectories(home);
        if (Files.exists(home.resolve("log/meta.properties"))) {
            return;
        }
        Path file = home.resolve("kafka.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString(), "--ignore-formatted"
        };
        try (PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            if (StorageTool.execute(arguments, stream) != 0) {
                throw new IOException("its directory cannot be formatted: " + output.toString(StandardCharsets.UTF_8));
            }
        }
    }

    private static Properties configuration(Path home, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", home.resolve("log").toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "3");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("log.segment.bytes", Integer.toString(64 << 20));
        // An index is mapped at its full size for every partition; 1 MiB covers a 64 MiB segment many times.
        // The cleaner's default buffer of 128 MiB is most of this JVM's heap, and only the offsets topic is compacted.
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        properties.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20));
        return properties;
    }
}
