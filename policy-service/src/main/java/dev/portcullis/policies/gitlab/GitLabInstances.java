// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.gitlab;

import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabLimits;
import dev.portcullis.gitlab.GitLabServer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configured GitLab instances, each seen with the bot's token. */
@ApplicationScoped
public class GitLabInstances {
    private final Map<String, GitLabClient> clients = new TreeMap<>();

    GitLabInstances(GitLabConfig config) {
        config.instances()
                .forEach((name, instance) -> clients.put(
                        name,
                        new GitLabClient(
                                new GitLabServer(name, instance.url(), instance.token(), GitLabLimits.standard()))));
    }

    /** The client for an instance; none where no instance of that name is configured. */
    public Optional<GitLabClient> client(String instance) {
        return Optional.ofNullable(clients.get(instance));
    }

    @PreDestroy
    void close() {
        clients.values().forEach(GitLabClient::close);
    }
}
