// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What came back over HTTP. */
final class Answer {
    private final int status;
    private final HttpHeaders headers;
    private final byte[] bytes;
    private final JsonNode json;

    Answer(int status, HttpHeaders headers, byte[] bytes, JsonNode json) {
        this.status = status;
        this.headers = headers;
        this.bytes = bytes;
        this.json = json;
    }

    int status() {
        return status;
    }

    byte[] bytes() {
        return bytes;
    }

    JsonNode json() {
        return json;
    }

    String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    long id() {
        return json.get("id").asLong();
    }

    /** One field of every element of a list. */
    List<String> each(String field) {
        List<String> values = new ArrayList<>();
        json.forEach(element -> values.add(element.path(field).asText()));
        return values;
    }

    static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
