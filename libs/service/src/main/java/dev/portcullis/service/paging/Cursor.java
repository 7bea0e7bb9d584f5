// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.paging;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.service.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list: the sort keys of the last row that was seen. Its text is opaque to callers.
 *
 * @param keys the sort keys, none of which holds a line feed
 */
public record Cursor(List<String> keys) {
    private static final int MAX_TEXT = 1_024;

    public Cursor {
        keys = List.copyOf(keys);
        if (keys.stream().anyMatch(key -> key.contains("\n"))) {
            throw new IllegalArgumentException("a cursor key holds a line feed");
        }
    }

    public static Cursor at(Object... keys) {
        return new Cursor(List.of(keys).stream().map(Object::toString).toList());
    }

    /** The opaque text that {@link #parse} reads back. */
    public String text() {
        byte[] bytes = String.join("\n", keys).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Reads a cursor that came back from a caller.
     *
     * @param text what the caller sent; null or blank starts at the beginning
     * @param size how many keys the list sorts by
     * @return the cursor, or null for the beginning
     * @throws ProblemException 400 where the text is not one of ours
     */
    public static @Nullable Cursor parse(@Nullable String text, int size) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() <= MAX_TEXT) {
            try {
                String joined = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                List<String> keys = List.of(joined.split("\n", -1));
                if (keys.size() == size) {
                    return new Cursor(keys);
                }
            } catch (IllegalArgumentException notBase64) {
                throw notOurs();
            }
        }
        throw notOurs();
    }

    /**
     * A sort key that is a whole number.
     *
     * @throws ProblemException 400 where it is none, because somebody changed the cursor
     */
    public long number(int key) {
        try {
            return Long.parseLong(keys.get(key));
        } catch (NumberFormatException e) {
            throw notOurs();
        }
    }

    /**
     * A sort key that is a time.
     *
     * @throws ProblemException 400 where it is none, because somebody changed the cursor
     */
    public OffsetDateTime time(int key) {
        try {
            return Instant.parse(keys.get(key)).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw notOurs();
        }
    }

    /**
     * A sort key that is a UUID.
     *
     * @throws ProblemException 400 where it is none, because somebody changed the cursor
     */
    public UUID uuid(int key) {
        try {
            return UUID.fromString(keys.get(key));
        } catch (IllegalArgumentException e) {
            throw notOurs();
        }
    }

    private static ProblemException notOurs() {
        return problem(400, "Invalid cursor")
                .detail("'after' has to be the 'next' of an earlier page of the same list.")
                .build();
    }
}
