// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports on the loopback interface. */
final class Ports {
    private Ports() {}

    /** {@code count} different ports that are free now. */
    static List<Integer> free(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new RunFailure("No free port on the loopback interface: " + e.getMessage(), e);
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    /** Fails with a sentence where {@code port} is taken. */
    static void requireFree(int port, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        } catch (IOException e) {
            throw new RunFailure(
                    "Port " + port + " is taken by another program. Choose another one with " + option
                            + ", or see who has it with: ss -ltnp 'sport = :" + port + "'",
                    e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new RunFailure("Cannot release a port: " + e.getMessage(), e);
        }
    }
}
