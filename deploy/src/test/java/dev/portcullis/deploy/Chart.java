// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The chart, rendered by Helm itself. */
record Chart(List<JsonNode> manifests) {
    static final Path DIRECTORY = Path.of("helm", "portcullis");
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** Renders the chart with values on top of its defaults; throws where Helm refuses them. */
    static Chart render(String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                String rendered = new Helm(DIRECTORY.toAbsolutePath())
                        .template()
                        .withName("guard")
                        .withNamespace("security")
                        .withKubeVersion("1.31.0")
                        .withValuesFile(file)
                        .call();
                return new Chart(documents(rendered));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> all(String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .toList();
    }

    JsonNode one(String kind, String name) {
        return all(kind).stream()
                .filter(manifest -> manifest.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + manifests));
    }

    /** The settings that a service is given, as text. */
    String applicationProperties(String service) {
        return one("ConfigMap", "guard-portcullis-" + service)
                .at("/data/application.properties")
                .asText();
    }

    /** The environment of a service's container. */
    JsonNode environment(String service) {
        return one("Deployment", "guard-portcullis-" + service).at("/spec/template/spec/containers/0/env");
    }

    private static List<JsonNode> documents(String rendered) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(rendered)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        }
    }
}
