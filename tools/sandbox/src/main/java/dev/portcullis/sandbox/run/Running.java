// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Everything that {@code up} has started, ended in the reverse order. */
final class Running {
    private final Deque<Child> children = new ArrayDeque<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean stopped;

    synchronized Child add(Child child) {
        refuseAfterStop(child);
        children.push(child);
        return child;
    }

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    synchronized Map<String, Long> processes() {
        Map<String, Long> processes = new LinkedHashMap<>();
        children.descendingIterator().forEachRemaining(child -> processes.put(child.name(), child.pid()));
        return processes;
    }

    synchronized Optional<Child> find(String name) {
        return children.stream().filter(child -> child.name().equals(name)).findFirst();
    }

    /** Forgets a process that is meant to end. */
    synchronized void remove(Child child) {
        children.remove(child);
    }

    /** Waits until one of the processes ends by itself; empty where {@link #stop} came first. */
    Optional<Child> awaitFirstEnd() throws InterruptedException {
        while (true) {
            synchronized (this) {
                if (stopped) {
                    return Optional.empty();
                }
                for (Child child : children) {
                    if (!child.isAlive()) {
                        return Optional.of(child);
                    }
                }
            }
            Thread.sleep(500);
        }
    }

    /** Ends everything; safe to call twice. */
    synchronized void stop() {
        stopped = true;
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
        // The services first and together, then what they need.
        Deque<Child> servers = new ArrayDeque<>();
        Deque<Thread> stopping = new ArrayDeque<>();
        while (!children.isEmpty()) {
            Child child = children.pop();
            if (Routes.SERVICES.contains(child.name())) {
                stopping.add(Thread.ofVirtual().start(child::stop));
            } else {
                servers.add(child);
            }
        }
        stopping.forEach(Running::join);
        servers.forEach(Child::stop);
    }

    private void refuseAfterStop(Child child) {
        if (stopped) {
            child.stop();
            throw new RunFailure("Stopping.");
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("Stopping failed: " + e.getMessage());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
