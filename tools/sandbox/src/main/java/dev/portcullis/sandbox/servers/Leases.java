// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Counts who uses the servers. A user connects, is greeted with the run's token, and keeps the connection open; the
 * operating system closes it when the user's process ends, however it ends.
 */
final class Leases implements AutoCloseable {
    private final ServerSocket listener;
    private final String token;
    private final long idleNanos;
    private int held;
    private long lastUse = System.nanoTime();
    private boolean ended;

    Leases(String token, Duration idle) {
        this.token = token;
        this.idleNanos = idle.toNanos();
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("leases").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Returns when nobody has held a lease for the idle time; from then on nobody gets one. */
    synchronized void awaitUnused() throws InterruptedException {
        while (true) {
            long left = idleNanos - (System.nanoTime() - lastUse);
            if (held == 0 && left <= 0) {
                ended = true;
                return;
            }
            wait(held > 0 ? 1_000 : Math.max(1, left / 1_000_000));
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket user = listener.accept();
                Thread.ofVirtual().start(() -> serve(user));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket user) {
        try (user) {
            if (!take()) {
                return;
            }
            try (OutputStream output = user.getOutputStream()) {
                output.write((token + "\n").getBytes(StandardCharsets.UTF_8));
                output.flush();
                user.getInputStream().transferTo(OutputStream.nullOutputStream());
            } finally {
                giveBack();
            }
        } catch (IOException e) {
            System.err.println("a user of the servers has gone: " + e.getMessage());
        }
    }

    private synchronized boolean take() {
        if (ended) {
            return false;
        }
        held++;
        return true;
    }

    private synchronized void giveBack() {
        held--;
        lastUse = System.nanoTime();
        notifyAll();
    }
}
