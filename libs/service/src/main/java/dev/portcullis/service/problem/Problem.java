// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.problem;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 writes it.
 *
 * @param title the kind of problem, the same for every occurrence
 * @param status the HTTP status
 * @param detail what was wrong here, where, and what to do
 * @param extensions more members, e.g. {@code line}, {@code column}
 */
@JsonPropertyOrder({"type", "title", "status", "detail"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String title,
        int status,
        @Nullable String detail,
        @JsonAnyGetter Map<String, Object> extensions) {
    /** The media type of error bodies. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        requireNonNull(title, "title is null");
        extensions = Map.copyOf(extensions);
    }

    /** RFC 9457: {@code about:blank} says that the title tells all there is to the type. */
    public String getType() {
        return "about:blank";
    }
}
