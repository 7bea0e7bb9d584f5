// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports on the loopback interface. */
final class Ports {
    // Below what Linux (from 32768) and macOS (from 49152) give to outgoing connections: one of those could take a port
    // between its choice and its use.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 100;

    private Ports() {}

    /** {@code count} ports in a row that are free now. */
    static List<Integer> free(int count) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - count);
            List<Integer> ports = IntStream.range(first, first + count).boxed().toList();
            if (ports.stream().allMatch(Ports::isFree)) {
                return ports;
            }
        }
        throw new RunFailure("No " + count + " free ports in a row between " + LOWEST + " and " + HIGHEST
                + " on the loopback interface.");
    }

    /** Fails with a sentence where {@code port} is taken. */
    static void requireFree(int port, String option) {
        if (!isFree(port)) {
            throw new RunFailure("Port " + port + " is taken by another program. Choose another one with " + option
                    + ", or see who has it with: ss -ltnp 'sport = :" + port + "'");
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
