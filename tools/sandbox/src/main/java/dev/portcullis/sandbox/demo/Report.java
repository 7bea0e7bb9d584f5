// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A security report as a CI job uploads it.
 *
 * @param type GitLab's report type, e.g. {@code sast}
 * @param text the file's content
 */
public record Report(String type, String text) {
    private static final List<String> TYPES = List.of(
            "sast",
            "secret_detection",
            "dependency_scanning",
            "container_scanning",
            "cluster_image_scanning",
            "dast",
            "api_fuzzing",
            "coverage_fuzzing");
    private static final JsonFactory JSON = new JsonFactory();

    public Report {
        requireNonNull(type, "type is null");
        requireNonNull(text, "text is null");
    }

    /** A report that comes with the demo. */
    public static Report ofDemo(String type, String name) {
        try (InputStream in = requireNonNull(Report.class.getResourceAsStream("/demo/" + name), name)) {
            return new Report(type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A report of the user's own; its type is what it says itself, else what the file or folder is called. */
    public static Report read(Path file) {
        try {
            String text = Files.readString(file);
            return new Report(typeOf(text, file), text);
        } catch (IOException e) {
            throw new StoryFailure("Cannot read the report " + file + ": " + e.getMessage(), e);
        }
    }

    private static String typeOf(String text, Path file) {
        String stated = statedType(text);
        if (TYPES.contains(stated)) {
            return stated;
        }
        String path = file.toAbsolutePath().toString().replace('-', '_');
        return TYPES.stream()
                .filter(path::contains)
                .findFirst()
                .orElseThrow(() -> new StoryFailure("The report " + file + " does not say its type (scan.type), and its"
                        + " name has none of " + String.join(", ", TYPES)));
    }

    /** The value of {@code scan.type}, or of the first finding's {@code category}; empty where there is neither. */
    private static String statedType(String text) {
        String category = "";
        try (JsonParser parser = JSON.createParser(text)) {
            boolean inScan = false;
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.FIELD_NAME) {
                    continue;
                }
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                inScan |= name.equals("scan");
                if (inScan && name.equals("type") && value == JsonToken.VALUE_STRING) {
                    return parser.getText();
                }
                if (name.equals("category") && category.isEmpty() && value == JsonToken.VALUE_STRING) {
                    category = parser.getText();
                }
            }
        } catch (IOException unreadable) {
            return category;
        }
        return category;
    }
}
