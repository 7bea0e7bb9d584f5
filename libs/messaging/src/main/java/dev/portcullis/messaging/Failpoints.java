// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Named points at which a test can halt the process, as a power failure would: no shutdown hooks, no finally blocks.
 *
 * <p>{@code portcullis.failpoints} lists them, {@code name} or {@code name@n} for the n-th time (from 1); without it
 * nothing here does anything. {@code portcullis.failpoints.dir} is where a file of the point's name proves that it was
 * reached.
 *
 * <p>Points of this library: {@code work.leased.<kind>} before a worker begins, {@code work.completed.<kind>} in the
 * transaction of its results, {@code work.committed.<kind>} after it, {@code outbox.published} between Kafka's
 * acknowledgement and the deletion of the rows.
 */
@ApplicationScoped
public class Failpoints {
    static final int EXIT_CODE = 137;

    private final Map<String, AtomicInteger> armed;
    private final Optional<Path> directory;

    Failpoints(
            @ConfigProperty(name = "portcullis.failpoints") Optional<List<String>> points,
            @ConfigProperty(name = "portcullis.failpoints.dir") Optional<Path> directory) {
        this.directory = requireNonNull(directory, "directory is null");
        this.armed = points.orElse(List.of()).stream()
                .map(String::strip)
                .collect(Collectors.toMap(
                        Failpoints::name, Failpoints::countdown, (first, second) -> first, ConcurrentHashMap::new));
        if (!armed.isEmpty() && directory.isEmpty()) {
            throw new IllegalArgumentException(
                    "portcullis.failpoints is set; set portcullis.failpoints.dir to a directory for its marks, too");
        }
    }

    /** Halts the process if {@code name} is armed and this is the time it is armed for. */
    public void hit(String name) {
        AtomicInteger countdown = armed.get(name);
        if (countdown != null && countdown.decrementAndGet() == 0) {
            mark(name);
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private void mark(String name) {
        try {
            Path marks = directory.orElseThrow();
            Files.createDirectories(marks);
            Files.writeString(marks.resolve(name), "reached\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String point) {
        int at = point.indexOf('@');
        return at < 0 ? point : point.substring(0, at);
    }

    private static AtomicInteger countdown(String point) {
        int at = point.indexOf('@');
        try {
            return new AtomicInteger(at < 0 ? 1 : Integer.parseInt(point.substring(at + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "portcullis.failpoints holds '" + point + "'; wanted is a name, or name@n with a number n", e);
        }
    }
}
