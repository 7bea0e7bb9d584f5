// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link ServersMain} is asked to run.
 *
 * @param data the directory that holds everything: {@code postgres/}, {@code kafka/}, {@code binaries/}, {@code logs/}
 * @param fresh whether earlier databases and topics are deleted first
 * @param kafka whether to run the broker
 * @param kafkaPort its port, 0 for a free one
 * @param postgres whether to run PostgreSQL
 * @param postgresPort its port, 0 for a free one
 * @param endsWhen what ends the process
 * @param idle how long it stays without a lease
 */
public record ServersOptions(
        Path data,
        boolean fresh,
        boolean kafka,
        int kafkaPort,
        boolean postgres,
        int postgresPort,
        EndsWhen endsWhen,
        Duration idle) {

    static final String USAGE = """
            usage: ServersMain --data DIR [--fresh] [--kafka-port N] [--postgres-port N]
                   [--without kafka|postgres] [--ends-when signalled|stdin_closes|unused] [--idle SECONDS]""";

    public ServersOptions {
        requireNonNull(data, "data is null");
        requireNonNull(endsWhen, "endsWhen is null");
        requireNonNull(idle, "idle is null");
    }

    /** Both servers on free ports in {@code data}, until a signal. */
    public static ServersOptions in(Path data) {
        return new ServersOptions(data, false, true, 0, true, 0, EndsWhen.SIGNALLED, Duration.ofMinutes(3));
    }

    /** The same with these ports. */
    public ServersOptions withPorts(int newKafkaPort, int newPostgresPort) {
        return new ServersOptions(data, fresh, kafka, newKafkaPort, postgres, newPostgresPort, endsWhen, idle);
    }

    /** The same without one or both servers, where the user brings his own. */
    public ServersOptions running(boolean runKafka, boolean runPostgres) {
        return new ServersOptions(data, fresh, runKafka, kafkaPort, runPostgres, postgresPort, endsWhen, idle);
    }

    /** The same, starting from nothing each time. */
    public ServersOptions startingFresh() {
        return new ServersOptions(data, true, kafka, kafkaPort, postgres, postgresPort, endsWhen, idle);
    }

    /** The same with another end. {@code newIdle} counts for {@link EndsWhen#UNUSED} only. */
    public ServersOptions endingWhen(EndsWhen newEnd, Duration newIdle) {
        return new ServersOptions(data, fresh, kafka, kafkaPort, postgres, postgresPort, newEnd, newIdle);
    }

    /** The arguments that {@link #parse} turns into the same options. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
        if (fresh) {
            arguments.add("--fresh");
        }
        if (!kafka) {
            arguments.addAll(List.of("--without", "kafka"));
        }
        if (!postgres) {
            arguments.addAll(List.of("--without", "postgres"));
        }
        arguments.addAll(List.of("--kafka-port", Integer.toString(kafkaPort)));
        arguments.addAll(List.of("--postgres-port", Integer.toString(postgresPort)));
        arguments.addAll(List.of("--ends-when", endsWhen.name().toLowerCase(Locale.ROOT)));
        arguments.addAll(List.of("--idle", Long.toString(idle.toSeconds())));
        return List.copyOf(arguments);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException naming the argument that is wrong
     */
    static ServersOptions parse(List<String> arguments) {
        ServersOptions options = in(Path.of(""));
        boolean hasData = false;
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--fresh")) {
                options = options.startingFresh();
                continue;
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(name + " is unknown or lacks its value\n" + USAGE);
            }
            hasData |= name.equals("--data");
            options = options.with(name, arguments.get(++i));
        }
        if (!hasData) {
            throw new IllegalArgumentException("--data is missing\n" + USAGE);
        }
        return options;
    }

    private ServersOptions with(String name, String value) {
        return switch (name) {
            case "--data" ->
                new ServersOptions(
                        Path.of(value).toAbsolutePath(),
                        fresh,
                        kafka,
                        kafkaPort,
                        postgres,
                        postgresPort,
                        endsWhen,
                        idle);
            case "--without" -> running(kafka && !value.equals("kafka"), postgres && !value.equals("postgres"));
            case "--kafka-port" -> withPorts(number(name, value), postgresPort);
            case "--postgres-port" -> withPorts(kafkaPort, number(name, value));
            case "--ends-when" -> endingWhen(end(value), idle);
            case "--idle" -> endingWhen(endsWhen, Duration.ofSeconds(number(name, value)));
            default -> throw new IllegalArgumentException(name + " is unknown\n" + USAGE);
        };
    }

    private static EndsWhen end(String value) {
        try {
            return EndsWhen.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--ends-when " + value + " is unknown\n" + USAGE, e);
        }
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " " + value + " is no number\n" + USAGE, e);
        }
    }
}
