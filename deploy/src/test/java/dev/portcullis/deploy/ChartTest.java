// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.portcullis.contracts.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    private static final List<String> SERVICES = List.of("policy", "evaluation", "alert", "audit");

    /** The one origin's path table, as the design fixes it. */
    private static final Map<String, List<String>> PATHS = Map.of(
            "evaluation",
            List.of(
                    "/webhooks/gitlab",
                    "/api/v1/decisions",
                    "/api/v1/merge-requests",
                    "/api/v1/projects",
                    "/api/v1/findings",
                    "/api/v1/vulnerabilities",
                    "/api/v1/instances",
                    "/api/v1/simulations",
                    "/api/v1/dead-letters"),
            "policy",
            List.of(
                    "/api/v1/policies",
                    "/api/v1/proposals",
                    "/api/v1/exceptions",
                    "/api/v1/suggestions",
                    "/api/v1/grants",
                    "/api/v1/session",
                    "/api/v1/usage"),
            "alert",
            List.of("/api/v1/alerts", "/api/v1/silences", "/api/v1/routes", "/ingest/falco", "/ingest/alertmanager"),
            "audit",
            List.of("/api/v1/audit"));

    @Test
    void helmFindsNothingToComplainAbout() {
        LintResult result =
                new Helm(Chart.DIRECTORY.toAbsolutePath()).lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void everyServiceHasItsDeploymentServiceAndConfiguration() {
        Chart chart = Chart.render("{}");

        assertThat(chart.all("Deployment")).hasSize(SERVICES.size());
        for (String service : SERVICES) {
            String name = "guard-portcullis-" + service;
            JsonNode labels = chart.one("Deployment", name).at("/spec/template/metadata/labels");
            JsonNode selector = chart.one("Service", name).at("/spec/selector");
            selector.properties()
                    .forEach(entry -> assertThat(labels.get(entry.getKey())).isEqualTo(entry.getValue()));
            assertThat(selector.path("app.kubernetes.io/component").asText()).isEqualTo(service);
            assertThat(chart.applicationProperties(service)).contains("5432/" + service + "?sslmode=");
        }
    }

    @Test
    void everyContainerIsProbedAndConfined() {
        for (JsonNode deployment : Chart.render("{}").all("Deployment")) {
            JsonNode pod = deployment.at("/spec/template/spec");
            JsonNode container = pod.at("/containers/0");
            assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                    .isEqualTo("ALL");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/serviceAccountName").asText()).isEqualTo("guard-portcullis");
        }
    }

    @Test
    void theIngressSendsEachPathToItsService() {
        JsonNode ingress = Chart.render("{ingress: {host: guard.example.org, className: nginx}}")
                .one("Ingress", "guard-portcullis");
        Map<String, String> routes = new TreeMap<>();
        for (JsonNode path : ingress.at("/spec/rules/0/http/paths")) {
            assertThat(path.at("/pathType").asText()).isEqualTo("Prefix");
            routes.put(
                    path.at("/path").asText(), path.at("/backend/service/name").asText());
        }

        Map<String, String> wanted = new TreeMap<>();
        PATHS.forEach((service, paths) -> {
            paths.forEach(path -> wanted.put(path, "guard-portcullis-" + service));
            wanted.put("/api/docs/" + service + "-service", "guard-portcullis-" + service);
            wanted.put("/api/openapi/" + service + "-service", "guard-portcullis-" + service);
        });
        assertThat(routes).isEqualTo(wanted);
        assertThat(ingress.at("/spec/rules/0/host").asText()).isEqualTo("guard.example.org");
        assertThat(ingress.at("/spec/ingressClassName").asText()).isEqualTo("nginx");
    }

    @Test
    void theTopicsAreThoseOfTheCode() throws IOException {
        String listed = Chart.render("{kafka: {replicationFactor: 1}}")
                .one("ConfigMap", "guard-portcullis-topics")
                .at("/data/topics.yaml")
                .asText();
        List<String> topics = new ArrayList<>();
        for (JsonNode topic : Chart.YAML.readTree(listed)) {
            topics.add(topic.path("name").asText() + " "
                    + topic.path("partitions").asInt() + " "
                    + topic.at("/config/retention.ms").asLong());
            assertThat(topic.path("replicationFactor").asInt()).isEqualTo(1);
        }

        assertThat(topics)
                .containsExactlyElementsOf(Arrays.stream(Topic.values())
                        .map(topic -> topic.topicName() + " " + topic.partitions() + " "
                                + topic.retention().toMillis())
                        .toList());
    }

    @Test
    void partsCanBeLeftOut() {
        Chart chart = Chart.render("{ingress: {enabled: false}, serviceAccount: {create: false, name: robot}}");

        assertThat(chart.all("Ingress")).isEmpty();
        assertThat(chart.all("ServiceAccount")).isEmpty();
        assertThat(chart.one("Deployment", "guard-portcullis-audit")
                        .at("/spec/template/spec/serviceAccountName")
                        .asText())
                .isEqualTo("robot");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kafak: {bootstrapServers: x}}",
                "{services: {policy: {replica: 1}}}",
                "{services: {console: {}}}",
                "{postgresql: {password: hunter2}}",
                "{gitlab: {instances: [{name: gitlab, url: 'https://g', token: glpat-x, existingSecret: s}]}}",
                "{gitlab: {instances: [{name: 'Git Lab', url: 'https://g', existingSecret: s}]}}",
                "{gitlab: {instances: [{name: gitlab, url: 'https://g'}]}}",
                "{kafka: {properties: {sasl.jaas.config: 'password=x'}}}",
                "{services: {policy: {config: {portcullis.some.token: x}}}}",
                "{oidc: {issuerUrl: 'https://g'}}",
                "{oidc: {providers: [{instance: two, issuerUrl: 'https://two', clientId: guard}]}}",
                "{podSecurityContext: {runAsNonRoot: false}}",
                "{podSecurityContext: {runAsUser: 0}}",
                "{bootstrapGrants: [{subject: alice, role: admin}]}",
                "{bootstrapGrants: [{subject: 'user:gitlab/alice', role: root}]}",
                "{internalSecret: {encryptionKey: hunter2}}",
                "{publicUrl: guard.example.org}"
            })
    void valuesThatMeanNothingOrHoldASecretAreRefused(String values) {
        assertThatThrownBy(() -> Chart.render(values))
                .hasMessageContaining("don't meet the specifications of the schema");
    }
}
