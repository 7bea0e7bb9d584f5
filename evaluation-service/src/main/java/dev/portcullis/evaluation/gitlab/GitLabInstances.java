// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.gitlab;

import static java.util.Objects.requireNonNull;

import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabLimits;
import dev.portcullis.gitlab.GitLabServer;
import dev.portcullis.gitlab.User;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The configured GitLab instances. A name is part of every key, so that it consists of letters, digits, {@code _} and
 * {@code -} only.
 */
@ApplicationScoped
public class GitLabInstances {
    private final Map<String, GitLabConfig.Instance> configured;
    private final Map<String, GitLabClient> clients = new TreeMap<>();
    private final Map<String, User> bots = new ConcurrentHashMap<>();

    GitLabInstances(GitLabConfig config) {
        configured = Map.copyOf(config.instances());
        configured.forEach((name, instance) -> {
            if (!name.matches("[A-Za-z0-9_-]{1,63}")) {
                throw new IllegalArgumentException("portcullis.gitlab.instances: '" + name
                        + "' is no name of an instance; use up to 63 letters, digits, '_' and '-'");
            }
            clients.put(
                    name,
                    new GitLabClient(
                            new GitLabServer(name, instance.url(), instance.token(), GitLabLimits.standard())));
        });
    }

    /** The names of all instances. */
    public Set<String> names() {
        return Set.copyOf(clients.keySet());
    }

    /**
     * The client for an instance.
     *
     * @throws IllegalArgumentException where no instance of that name is configured, e.g. any more
     */
    public GitLabClient client(String instance) {
        GitLabClient client = clients.get(requireNonNull(instance, "instance is null"));
        if (client == null) {
            throw new IllegalArgumentException("no GitLab instance '" + instance + "' is configured");
        }
        return client;
    }

    /** The user that Portcullis acts as on an instance; asked for once. */
    public User bot(String instance) {
        return bots.computeIfAbsent(instance, name -> client(name).users().current());
    }

    /** What webhooks of an instance prove themselves with; empty where there is no such instance, or no secret. */
    public Optional<WebhookSecrets> webhookSecrets(String instance) {
        return Optional.ofNullable(configured.get(instance))
                .map(found -> new WebhookSecrets(
                        found.webhookToken().filter(token -> !token.isBlank()),
                        found.webhookSigningToken().filter(token -> !token.isBlank())))
                .filter(secrets ->
                        secrets.token().isPresent() || secrets.signingToken().isPresent());
    }

    @PreDestroy
    void close() {
        clients.values().forEach(GitLabClient::close);
    }
}
