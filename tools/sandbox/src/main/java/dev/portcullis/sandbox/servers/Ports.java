// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface. */
final class Ports {
    private Ports() {}

    /** {@code wanted} if it is free, or any free port where {@code wanted} is 0. */
    static int choose(int wanted, String server) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new ServersFailure(
                    "Port " + wanted + " of 127.0.0.1, wanted for " + server
                            + ", is in use by another program. Stop that program or choose another port.",
                    e);
        }
    }
}
