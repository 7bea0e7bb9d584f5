// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A report's JSON, token by token and within bounds; what is wrong is told by its place, never by its text. */
final class ReportStream implements AutoCloseable {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(1 << 20)
                    .maxNumberLength(100)
                    .maxNameLength(10_000)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final JsonParser parser;

    /** Reads one value of an object. */
    interface FieldReader {
        void read(String field) throws IOException, ReportException;
    }

    /** Reads one element of an array. */
    interface ElementReader {
        void read() throws IOException, ReportException;
    }

    ReportStream(InputStream in) throws IOException {
        parser = JSON.createParser(in);
    }

    /** Moves to the first token. */
    void start() throws IOException, ReportException {
        if (parser.nextToken() == null) {
            throw new ReportException("the report is empty");
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw fail("the report is not a JSON object");
        }
    }

    /** Moves to the next JSON object behind the one that was read; false at the end. */
    boolean next() throws IOException, ReportException {
        if (parser.nextToken() == null) {
            return false;
        }
        if (!isObject()) {
            throw fail("something follows the report's JSON object");
        }
        return true;
    }

    void end() throws IOException, ReportException {
        if (parser.nextToken() != null) {
            throw fail("something follows the report's JSON object");
        }
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Reads an object field by field; the reader has to consume or {@linkplain #skip() skip} each value. */
    void fields(FieldReader reader) throws IOException, ReportException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            reader.read(field);
        }
    }

    /** Reads an array element by element. */
    void elements(ElementReader reader) throws IOException, ReportException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            reader.read();
        }
    }

    /** Reads one field of each object of a list and passes over everything else. */
    void fieldOfEach(String wanted, ElementReader reader) throws IOException, ReportException {
        if (!isArray()) {
            skip();
            return;
        }
        elements(() -> {
            if (!isObject()) {
                skip();
                return;
            }
            fields(field -> {
                if (field.equals(wanted)) {
                    reader.read();
                } else {
                    skip();
                }
            });
        });
    }

    /** Passes over the current value. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    /**
     * The current value as text, or null where it is null; what is no plain value is passed over and is null too.
     *
     * @param longest more characters than that are an error
     */
    @Nullable
    String text(int longest) throws IOException, ReportException {
        JsonToken token = parser.currentToken();
        if (!token.isScalarValue()) {
            parser.skipChildren();
            return null;
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        String text = parser.getText();
        if (text.length() > longest) {
            throw fail("'" + parser.currentName() + "' is longer than " + longest + " characters");
        }
        return Unicode.storable(text);
    }

    /** The same, with empty text in place of null. */
    String textOrEmpty(int longest) throws IOException, ReportException {
        String text = text(longest);
        return text == null ? "" : text;
    }

    /** Whether the current value is text other than white space; it is not kept, however long it is. */
    boolean isFilled() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return false;
        }
        return !parser.getText().isBlank();
    }

    /** The line of the current token. */
    int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    ReportException fail(String what) {
        return new ReportException(what + at(parser.currentTokenLocation()));
    }

    /** What a failure of the parser means for the report. */
    static ReportException failed(JsonProcessingException failure) {
        String what =
                switch (failure) {
                    case JsonEOFException cutOff -> "the report is cut off";
                    case StreamConstraintsException tooLarge -> "a value is too long or nested too deeply";
                    default -> "the report is not valid JSON";
                };
        JsonLocation location = failure.getLocation();
        return new ReportException(location == null ? what : what + at(location));
    }

    private static String at(JsonLocation location) {
        return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
