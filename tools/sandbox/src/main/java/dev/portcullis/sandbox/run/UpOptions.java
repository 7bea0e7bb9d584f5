// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code up} was asked for.
 *
 * @param port where the one origin listens
 * @param demo whether the demo story is played once everything runs; only on the simulated GitLab
 * @param gitLabUrl a real GitLab, empty for the simulated one
 * @param gitLabTokenFile the file with the bot's token for the real GitLab
 * @param kafka bootstrap servers of a broker of the user's own
 * @param postgres a PostgreSQL of the user's own: {@code postgresql://user:password@host:port}
 */
record UpOptions(
        int port,
        boolean demo,
        Optional<String> gitLabUrl,
        Optional<Path> gitLabTokenFile,
        Optional<String> kafka,
        Optional<String> postgres) {
    UpOptions {
        if (gitLabUrl.isPresent() != gitLabTokenFile.isPresent()) {
            throw new RunFailure("--gitlab-url and --gitlab-token-file go together: "
                    + "the file holds the access token of the bot user, with scope api.");
        }
    }

    String url() {
        return "http://localhost:" + port;
    }

    boolean simulated() {
        return gitLabUrl.isEmpty();
    }
}
