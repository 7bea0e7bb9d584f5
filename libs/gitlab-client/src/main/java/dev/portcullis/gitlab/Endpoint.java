// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A path below the root of one of GitLab's APIs and its query, both percent-encoded.
 *
 * @param root {@code /api/v4} for REST
 * @param path starts with a slash
 * @param query {@code a=b&c=d}, may be empty
 */
record Endpoint(String root, String path, String query) {
    private static final String REST = "/api/v4";

    /** Where GraphQL queries go. */
    static final Endpoint GRAPHQL = new Endpoint("/api", "/graphql", "");

    /** The path of the given segments; a slash within a segment is encoded, as GitLab wants full paths as ids. */
    static Endpoint of(Object... segments) {
        String path = Arrays.stream(segments)
                .map(segment -> "/" + encode(segment.toString()))
                .collect(Collectors.joining());
        return new Endpoint(REST, path, "");
    }

    /** The same with one more parameter; none where the value is null. */
    Endpoint with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        List<String> parts = new ArrayList<>();
        if (!query.isEmpty()) {
            parts.add(query);
        }
        parts.add(encode(name) + "=" + encode(value.toString()));
        return new Endpoint(root, path, String.join("&", parts));
    }

    /** The same path with the query of a paging link. */
    Endpoint withQuery(String encoded) {
        return new Endpoint(root, path, encoded);
    }

    String pathAndQuery() {
        return query.isEmpty() ? root + path : root + path + "?" + query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
