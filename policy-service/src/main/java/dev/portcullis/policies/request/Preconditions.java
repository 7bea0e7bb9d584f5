// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.request;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.service.paging.Page;
import dev.portcullis.service.problem.ProblemException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110, section 13) and page sizes. */
public final class Preconditions {
    private Preconditions() {}

    /** The strong entity tag of a row's version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Refuses a change of something that has changed since the caller saw it.
     *
     * @param ifMatch the header {@code If-Match}; absent and {@code *} match anything
     * @param version the present version
     * @throws dev.portcullis.service.problem.ProblemException 412 where they differ
     */
    public static void requireMatch(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        for (String tag : ifMatch.split(",", -1)) {
            if (tag.strip().equals(etag(version))) {
                return;
            }
        }
        throw problem(412, "Changed since")
                .detail("It has changed since you read it; it is at " + etag(version)
                        + " now. Read it again, then decide.")
                .build();
    }

    /**
     * As {@link #requireMatch}, but the caller has to say what they saw.
     *
     * @throws dev.portcullis.service.problem.ProblemException 428 where they do not
     */
    public static void requireSeen(@Nullable String ifMatch, long version) {
        if (ifMatch == null) {
            throw problem(428, "Precondition required")
                    .detail("Send the ETag that you read as If-Match, so that no change of another is lost.")
                    .build();
        }
        requireMatch(ifMatch, version);
    }

    /** Nothing there, or nothing that the caller may see: both look the same. */
    public static ProblemException notFound() {
        return problem(404, "Not found")
                .detail("There is nothing here, or you may not see it.")
                .build();
    }

    /** A sort key of a cursor as a time. */
    public static Instant instant(String key) {
        return parsed(key, Instant::parse);
    }

    /** A sort key of a cursor as an id. */
    public static UUID uuid(String key) {
        return parsed(key, UUID::fromString);
    }

    private static <T> T parsed(String key, Function<String, T> parser) {
        try {
            return parser.apply(key);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw problem(400, "Invalid cursor")
                    .detail("'after' has to be the 'next' of an earlier page of the same list.")
                    .build();
        }
    }

    /** The page size to use for what the caller asked for. */
    public static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return Page.DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > Page.MAX_LIMIT) {
            throw problem(400, "Invalid limit")
                    .detail("'limit' has to be from 1 to " + Page.MAX_LIMIT + ".")
                    .build();
        }
        return limit;
    }
}
