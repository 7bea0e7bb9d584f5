// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param body a JSON body (maps, lists, texts), {@code byte[]} for raw bytes, or null for none
 */
public record Reply(
        int status, Map<String, String> headers, @Nullable Object body) {
    public Reply {
        headers = new LinkedHashMap<>(headers);
    }

    public static Reply ok(Object body) {
        return new Reply(200, Map.of(), body);
    }

    public static Reply created(Object body) {
        return new Reply(201, Map.of(), body);
    }

    public static Reply accepted(@Nullable Object body) {
        return new Reply(202, Map.of(), body);
    }

    public static Reply noContent() {
        return new Reply(204, Map.of(), null);
    }

    /** Bytes with their media type. */
    public static Reply bytes(byte[] content, String mediaType) {
        return new Reply(200, Map.of("content-type", mediaType), content);
    }

    /** A page of HTML. */
    public static Reply html(int status, String page) {
        return new Reply(
                status, Map.of("content-type", "text/html; charset=utf-8"), page.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply redirect(String location) {
        return new Reply(302, Map.of("location", location), null);
    }

    /** The same answer with one more header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }
}
