// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import static java.util.Objects.requireNonNull;

import dev.portcullis.sandbox.demo.Company;
import java.util.LinkedHashMap;
import java.util.Map;

/** Each service's configuration for one run. */
final class Configuration {
    /** The name under which the one GitLab of the sandbox is known. */
    static final String INSTANCE = "gitlab";

    /** The name under which Portcullis is registered as an application in GitLab. */
    static final String OAUTH_CLIENT = "portcullis";

    private final UpOptions options;
    private final Secrets secrets;
    private final Database database;
    private final String bootstrapServers;
    private final String gitLabUrl;
    private final Map<String, Integer> ports;

    Configuration(
            UpOptions options,
            Secrets secrets,
            Database database,
            String bootstrapServers,
            String gitLabUrl,
            Map<String, Integer> ports) {
        this.options = requireNonNull(options, "options is null");
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.database = requireNonNull(database, "database is null");
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers is null");
        this.gitLabUrl = requireNonNull(gitLabUrl, "gitLabUrl is null");
        this.ports = Map.copyOf(ports);
    }

    /** The properties of the service of that name. */
    Map<String, String> of(String service) {
        Map<String, String> properties = common(service);
        switch (service) {
            case "policy-service" -> policy(properties);
            case "evaluation-service" -> evaluation(properties);
            case "alert-service", "audit-service" -> {}
            default -> throw new IllegalArgumentException("there is no service " + service);
        }
        return properties;
    }

    /** The database of a service: the prefix and the service's name without {@code -service}. */
    String databaseOf(String service) {
        return options.prefix() + service.replace("-service", "");
    }

    private Map<String, String> common(String service) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("quarkus.http.port", Integer.toString(port(service)));
        properties.put("quarkus.datasource.jdbc.url", database.jdbcUrl(databaseOf(service)));
        properties.put("quarkus.datasource.username", database.user());
        properties.put("quarkus.datasource.password", database.password());
        properties.put("kafka.bootstrap.servers", bootstrapServers);
        properties.put("portcullis.topics.prefix", options.prefix().isEmpty() ? "" : options.prefix() + ".");
        properties.put("quarkus.log.console.json.enabled", "false");
        properties.put("portcullis.public-url", options.url());
        properties.put("portcullis.jwks.url", policyUrl() + "/api/v1/session/jwks");
        return properties;
    }

    private void policy(Map<String, String> properties) {
        properties.put("portcullis.bootstrap.service-tokens.evaluation", secrets.get("service-token-evaluation"));
        properties.put("portcullis.session.encryption-key", secrets.get("encryption-key"));
        gitLab(properties);
        properties.put("portcullis.oidc.issuer-url", gitLabUrl);
        properties.put("portcullis.oidc.client-id", OAUTH_CLIENT);
        properties.put("portcullis.oidc.client-secret", secrets.get("oauth-client-secret"));
        properties.put("portcullis.oidc.instance", INSTANCE);
        if (options.simulated()) {
            grant(properties, 0, Company.ADA, "policy-author", INSTANCE + "/acme");
            grant(properties, 1, Company.ADA, "auditor", INSTANCE);
            grant(properties, 2, "root", "admin", "");
            grant(properties, 3, Company.ADA, "policy-approver", INSTANCE + "/acme");
            grant(properties, 4, Company.GRACE, "policy-approver", INSTANCE + "/acme");
            grant(properties, 5, Company.GRACE, "alert-responder", INSTANCE + "/acme");
        }
    }

    private static void grant(Map<String, String> properties, int index, String user, String role, String namespace) {
        String prefix = "portcullis.bootstrap.grants[" + index + "].";
        properties.put(prefix + "subject", "user:" + INSTANCE + "/" + user);
        properties.put(prefix + "role", role);
        properties.put(prefix + "namespace", namespace);
    }

    private void evaluation(Map<String, String> properties) {
        gitLab(properties);
        properties.put("portcullis.gitlab.instances." + INSTANCE + ".webhook-token", secrets.get("webhook-token"));
        properties.put("portcullis.policy-service.url", policyUrl());
        properties.put("portcullis.policy-service.token", secrets.get("service-token-evaluation"));
    }

    private void gitLab(Map<String, String> properties) {
        String instance = "portcullis.gitlab.instances." + INSTANCE + ".";
        properties.put(instance + "url", gitLabUrl);
        properties.put(instance + "token", secrets.get("gitlab-bot-token"));
    }

    private String policyUrl() {
        return "http://127.0.0.1:" + port("policy-service");
    }

    private int port(String service) {
        return requireNonNull(ports.get(service), "service has no port");
    }
}
