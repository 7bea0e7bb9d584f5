// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code up} was asked for.
 *
 * @param port where the one origin listens
 * @param gitLabPort where the simulated GitLab listens
 * @param prefix what the names of the databases and topics begin with; lower-case letters, digits and underscores
 * @param gitLabUrl a real GitLab, empty for the simulated one
 * @param gitLabTokenFile the file with the bot's token for the real GitLab
 * @param kafka bootstrap servers of a broker of the user's own
 * @param postgres a PostgreSQL of the user's own: {@code postgresql://user:password@host:port}
 */
public record UpOptions(
        int port,
        int gitLabPort,
        String prefix,
        Optional<String> gitLabUrl,
        Optional<Path> gitLabTokenFile,
        Optional<String> kafka,
        Optional<String> postgres) {
    public UpOptions {
        if (!prefix.matches("[a-z0-9_]*")) {
            throw new RunFailure("--prefix takes lower-case letters, digits and underscores.");
        }
        if (gitLabUrl.isPresent() != gitLabTokenFile.isPresent()) {
            throw new RunFailure("--gitlab-url and --gitlab-token-file go together: "
                    + "the file holds the access token of the bot user, with scope api.");
        }
    }

    /** The simulated GitLab, with an embedded broker and database. */
    public static UpOptions simulated(int port, int gitLabPort) {
        return new UpOptions(
                port, gitLabPort, "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The simulated GitLab, with an embedded broker and database, wherever there is room. */
    public static UpOptions anywhere() {
        List<Integer> ports = Ports.free(2);
        return simulated(ports.getFirst(), ports.getLast());
    }

    /** The same with a broker and a database that others use too, under names that begin with {@code prefix}. */
    public UpOptions sharing(String kafka, String postgres, String ownPrefix) {
        return new UpOptions(
                port, gitLabPort, ownPrefix, gitLabUrl, gitLabTokenFile, Optional.of(kafka), Optional.of(postgres));
    }

    String url() {
        return "http://localhost:" + port;
    }

    boolean simulated() {
        return gitLabUrl.isEmpty();
    }
}
