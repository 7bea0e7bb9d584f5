// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service reads out of what the chart renders, with the library that services read it with. */
class ConfigurationTest {
    private static final String FULL = """
            publicUrl: https://guard.example.org/
            kafka:
              bootstrapServers: a:9092,b:9092
              topicPrefix: blue.
              properties: {security.protocol: SASL_SSL}
              saslJaasConfig: {existingSecret: kafka, key: jaas}
            postgresql: {host: db, existingSecret: shared, sslMode: verify-full}
            gitlab:
              instances:
                - {name: gitlab, url: "https://gitlab.example.org", existingSecret: one}
                - name: git-two
                  url: https://two.example.org
                  existingSecret: two
                  tokenKey: api
                  webhookSigningTokenKey: signing
            oidc:
              issuerUrl: https://gitlab.example.org
              clientId: guard
              existingSecret: oidc
              providers:
                - {instance: git-two, issuerUrl: "https://two.example.org", clientId: two, existingSecret: oidc-two}
            bootstrapGrants:
              - {subject: "user:gitlab/alice", role: admin}
              - {subject: "group:gitlab/acme", role: viewer, namespace: gitlab/acme}
            services:
              audit: {database: {existingSecret: audit-only}, config: {quarkus.log.level: DEBUG}}
            """;

    @TempDir
    Path directory;

    @Test
    void everySettingIsReadWithItsSecret() throws IOException {
        Chart chart = Chart.render(FULL);
        SmallRyeConfig policy = read(chart, "policy");

        assertThat(policy.getConfigValue("quarkus.datasource.jdbc.url").getValue())
                .isEqualTo("jdbc:postgresql://db:5432/policy?sslmode=verify-full");
        assertThat(policy.getConfigValue("quarkus.datasource.password").getValue())
                .isEqualTo("shared/password");
        assertThat(policy.getConfigValue("kafka.security.protocol").getValue()).isEqualTo("SASL_SSL");
        assertThat(policy.getConfigValue("kafka.sasl.jaas.config").getValue()).isEqualTo("kafka/jaas");
        assertThat(policy.getConfigValue("portcullis.gitlab.instances.git-two.token")
                        .getValue())
                .isEqualTo("two/api");
        assertThat(policy.getConfigValue("portcullis.gitlab.instances.git-two.webhook-signing-token")
                        .getValue())
                .isEqualTo("two/signing");
        assertThat(policy.getConfigValue("portcullis.gitlab.instances.gitlab.webhook-token")
                        .getValue())
                .isEqualTo("one/webhook-token");
        assertThat(policy.getConfigValue("portcullis.oidc.client-secret").getValue())
                .isEqualTo("oidc/client-secret");
        assertThat(policy.getConfigValue("portcullis.oidc.providers.git-two.issuer-url")
                        .getValue())
                .isEqualTo("https://two.example.org");
        assertThat(policy.getConfigValue("portcullis.oidc.providers.git-two.client-secret")
                        .getValue())
                .isEqualTo("oidc-two/client-secret");
        assertThat(policy.getConfigValue("portcullis.oidc.providers.git-two.links-gitlab-users")
                        .getValue())
                .isEqualTo("true");
        assertThat(policy.getConfigValue("portcullis.topics.prefix").getValue()).isEqualTo("blue.");
        assertThat(chart.one("ConfigMap", "guard-portcullis-topics")
                        .at("/data/topics.yaml")
                        .asText())
                .contains("- name: blue.portcullis.audit.v1");
        assertThat(policy.getConfigValue("portcullis.public-url").getValue()).isEqualTo("https://guard.example.org");
        assertThat(policy.getConfigValue("portcullis.jwks.url").getValue())
                .isEqualTo("http://guard-portcullis-policy:8080/api/v1/session/jwks");
    }

    @Test
    void theServicesAreIntroducedToEachOtherAndSomebodyIsFirst() throws IOException {
        Chart chart = Chart.render(FULL);
        SmallRyeConfig policy = read(chart, "policy");
        SmallRyeConfig evaluation = read(chart, "evaluation");

        assertThat(policy.getConfigValue("portcullis.session.encryption-key").getValue())
                .isEqualTo("portcullis-internal/encryption-key");
        assertThat(policy.getConfigValue("portcullis.bootstrap.service-tokens.evaluation")
                        .getValue())
                .isEqualTo(evaluation
                        .getConfigValue("portcullis.policy-service.token")
                        .getValue())
                .isEqualTo("portcullis-internal/evaluation-token");
        assertThat(policy.getConfigValue("portcullis.bootstrap.grants[0].subject")
                        .getValue())
                .isEqualTo("user:gitlab/alice");
        assertThat(policy.getConfigValue("portcullis.bootstrap.grants[1].namespace")
                        .getValue())
                .isEqualTo("gitlab/acme");
        assertThat(evaluation
                        .getConfigValue("portcullis.session.encryption-key")
                        .getValue())
                .isNull();
    }

    @Test
    void aServiceGetsOnlyTheSecretsItNeeds() throws IOException {
        Chart chart = Chart.render(FULL);

        assertThat(chart.environment("alert").toString()).doesNotContain("GITLAB_", "OIDC_", "ENCRYPTION_KEY", "TOKEN");
        assertThat(chart.environment("evaluation").toString()).contains("GITLAB_GIT_TWO_TOKEN");
        assertThat(chart.environment("evaluation").toString()).doesNotContain("OIDC_");
        SmallRyeConfig audit = read(chart, "audit");
        assertThat(audit.getConfigValue("quarkus.datasource.username").getValue())
                .isEqualTo("audit-only/username");
        assertThat(audit.getConfigValue("quarkus.log.level").getValue()).isEqualTo("DEBUG");
    }

    @Test
    void secretsAreNamedNeverWritten() {
        Chart chart = Chart.render(FULL);

        assertThat(chart.all("Secret")).isEmpty();
        for (JsonNode deployment : chart.all("Deployment")) {
            for (JsonNode variable : deployment.at("/spec/template/spec/containers/0/env")) {
                boolean plain = variable.has("value");
                assertThat(plain).isEqualTo(variable.path("name").asText().equals("SMALLRYE_CONFIG_LOCATIONS"));
                assertThat(variable.at("/valueFrom/secretKeyRef/key").asText().isEmpty())
                        .isEqualTo(plain);
            }
        }
        for (JsonNode configMap : chart.all("ConfigMap")) {
            configMap
                    .at("/data/application.properties")
                    .asText()
                    .lines()
                    .filter(line -> line.matches(".*(password|token|secret|jaas|encryption)[^=/]*=.*"))
                    .forEach(line -> assertThat(line).matches(".*=\\$\\{[A-Z_]+}"));
        }
    }

    @Test
    void aChangedSettingRestartsItsServiceAlone() {
        String checksum = "/spec/template/metadata/annotations/checksum~1config";
        Chart before = Chart.render("{}");
        Chart after = Chart.render("{services: {alert: {config: {quarkus.log.level: DEBUG}}}}");

        assertThat(after.one("Deployment", "guard-portcullis-alert").at(checksum))
                .isNotEqualTo(before.one("Deployment", "guard-portcullis-alert").at(checksum));
        assertThat(after.one("Deployment", "guard-portcullis-audit").at(checksum))
                .isEqualTo(before.one("Deployment", "guard-portcullis-audit").at(checksum));
    }

    @Test
    void twoInstancesCannotShareAName() {
        String twice = """
                gitlab:
                  instances:
                    - {name: gitlab, url: "https://one", existingSecret: one}
                    - {name: gitlab, url: "https://two", existingSecret: two}
                """;

        assertThatThrownBy(() -> Chart.render(twice)).hasMessageContaining("two instances named 'gitlab'");
    }

    /** Reads the settings as a pod does: the mounted file, and each secret as {@code <name>/<key>}. */
    private SmallRyeConfig read(Chart chart, String service) throws IOException {
        Path file = directory.resolve(service + ".properties");
        Files.writeString(file, chart.applicationProperties(service));
        Map<String, String> environment = new HashMap<>();
        for (JsonNode variable : chart.environment(service)) {
            JsonNode secret = variable.at("/valueFrom/secretKeyRef");
            if (!secret.isMissingNode()) {
                environment.put(
                        variable.path("name").asText(),
                        secret.path("name").asText() + "/" + secret.path("key").asText());
            }
        }
        environment.put("SMALLRYE_CONFIG_LOCATIONS", file.toUri().toString());
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredSources()
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }
}
