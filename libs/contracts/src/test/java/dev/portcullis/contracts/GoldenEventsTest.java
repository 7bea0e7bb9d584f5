// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenEventsTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @ParameterizedTest
    @EnumSource
    void aGoldenFileReadsAndWritesBackTheSame(EventType type) throws IOException {
        JsonNode golden = golden(type);

        Fact fact = JSON.treeToValue(golden, type.dataClass());

        JsonNode written = JSON.readTree(JSON.writeValueAsString(fact));
        assertThat(written).isEqualTo(golden);
    }

    @ParameterizedTest
    @CsvSource({
        "POLICY_CHANGED, policy-changed.before-exceptions",
        "APPROVAL_REQUIRED, approval-required.before-exceptions"
    })
    void anEventFromBeforeReadsAndFitsTheSchema(EventType type, String file) throws IOException {
        JsonNode before = tree("/golden/v1/" + file + ".json");

        Fact fact = JSON.treeToValue(before, type.dataClass());

        assertThat(JSON.readTree(JSON.writeValueAsString(fact))).isEqualTo(before);
        Schema schema = SCHEMAS.getSchema(text(type.schemaResource()), InputFormat.JSON);
        assertThat(schema.validate(before.toString(), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aGoldenFileFitsItsSchemaAndWithoutARequiredFieldDoesNot(EventType type) {
        JsonNode golden = golden(type);
        Schema schema = SCHEMAS.getSchema(text(type.schemaResource()), InputFormat.JSON);

        assertThat(schema.validate(golden.toString(), InputFormat.JSON)).isEmpty();
        for (JsonNode required : tree(type.schemaResource()).get("required")) {
            ObjectNode broken = golden.deepCopy();
            broken.remove(required.asText());
            assertThat(schema.validate(broken.toString(), InputFormat.JSON))
                    .as("without %s", required.asText())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFieldFromTheFutureIsIgnored(EventType type) throws IOException {
        ObjectNode future = golden(type).deepCopy();
        Fact known = JSON.treeToValue(future, type.dataClass());
        future.put("addedLater", "anything");

        assertThat(JSON.treeToValue(future, type.dataClass())).isEqualTo(known);
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaIsPublishedUnderTheNameThatEventsCarry(EventType type) {
        assertThat(tree(type.schemaResource()).get("$id").asText()).isEqualTo(type.dataSchema());
        assertThat(EventType.ofType(type.type())).contains(type);
    }

    private static ObjectNode golden(EventType type) {
        String fact = type.type().replace("dev.portcullis.", "").replace(".v1", "");
        return (ObjectNode) tree("/golden/v1/" + fact + ".json");
    }

    private static JsonNode tree(String resource) {
        try {
            return JSON.readTree(text(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = GoldenEventsTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
