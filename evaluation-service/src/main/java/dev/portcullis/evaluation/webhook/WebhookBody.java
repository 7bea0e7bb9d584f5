// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of a webhook's body that are used; everything else is passed over without being kept, variables and
 * the like in particular.
 */
final class WebhookBody {
    private static final int LONGEST_VALUE = 4_096;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(26 << 20)
                    .build())
            // A syntax error must not quote the body in its message.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final Set<String> FIELDS = Set.of(
            "object_kind",
            "event_name",
            "user.id",
            "user.username",
            "project.id",
            "project.path_with_namespace",
            "project.default_branch",
            "object_attributes.id",
            "object_attributes.iid",
            "object_attributes.ref",
            "object_attributes.tag",
            "object_attributes.sha",
            "object_attributes.source",
            "object_attributes.status",
            "object_attributes.created_at",
            "object_attributes.finished_at",
            "object_attributes.updated_at",
            "object_attributes.action",
            "object_attributes.state",
            "object_attributes.oldrev",
            "object_attributes.system",
            "object_attributes.author_id",
            "object_attributes.source_project_id",
            "object_attributes.target_project_id",
            "object_attributes.source_branch",
            "object_attributes.target_branch",
            "object_attributes.last_commit.id",
            "object_attributes.target.path_with_namespace",
            "merge_request.iid",
            "merge_request.target_project_id",
            "project_id",
            "ref",
            "before",
            "after",
            "user_id");

    private static final Set<String> OBJECTS = objects();

    private final Map<String, String> values;

    private WebhookBody(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a body.
     *
     * @throws IOException where it is not one JSON object
     */
    static WebhookBody read(byte[] body) throws IOException {
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the body is not a JSON object");
            }
            readObject(parser, "", values);
            if (parser.nextToken() != null) {
                throw new IOException("something follows the JSON object");
            }
        } catch (JsonProcessingException e) {
            // Jackson's own message can quote the body.
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new IOException("the body is not valid JSON, or nested too deeply" + place, e);
        }
        return new WebhookBody(values);
    }

    /** The text of a field, or null where it is absent, null, or not a plain value. */
    @Nullable
    String text(String path) {
        return values.get(path);
    }

    String text(String path, String absent) {
        return values.getOrDefault(path, absent);
    }

    OptionalLong number(String path) {
        String text = values.get(path);
        return text != null && text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    long number(String path, long absent) {
        return number(path).orElse(absent);
    }

    boolean isTrue(String path) {
        return "true".equals(values.get(path));
    }

    @Nullable
    Instant instant(String path) {
        return GitLabTime.parse(values.get(path));
    }

    private static void readObject(JsonParser parser, String prefix, Map<String, String> values) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String path = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && OBJECTS.contains(path)) {
                readObject(parser, path + ".", values);
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL && FIELDS.contains(path)) {
                keep(path, parser.getText(), values);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void keep(String path, String text, Map<String, String> values) throws IOException {
        if (text.length() > LONGEST_VALUE) {
            throw new IOException("'" + path + "' is longer than " + LONGEST_VALUE + " characters");
        }
        values.put(path, text);
    }

    private static Set<String> objects() {
        Set<String> objects = new HashSet<>();
        for (String field : FIELDS) {
            for (int dot = field.indexOf('.'); dot >= 0; dot = field.indexOf('.', dot + 1)) {
                objects.add(field.substring(0, dot));
            }
        }
        return objects;
    }
}
