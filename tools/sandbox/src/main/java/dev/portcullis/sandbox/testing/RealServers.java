// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.testing;

/** A real Kafka and a real PostgreSQL, wherever they run. Closing gives up the use of them. */
sealed interface RealServers extends AutoCloseable permits SharedServers, ContainerServers {
    String bootstrapServers();

    String jdbcUrl(String database);

    String username();

    String password();

    @Override
    void close();
}
