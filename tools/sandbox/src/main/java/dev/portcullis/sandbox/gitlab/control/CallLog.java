// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.control;

import dev.portcullis.sandbox.gitlab.http.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls that the instance served, newest last, without their secrets. */
public final class CallLog {
    private static final int CAPACITY = 20_000;
    private static final int EXCERPT = 2_000;
    private static final Pattern JSON_SECRET =
            Pattern.compile("(?i)(\"[^\"]*(?:token|secret|password|code)[^\"]*\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern FORM_SECRET =
            Pattern.compile("(?i)((?:^|[&?])[^=&]*(?:token|secret|password|code|code_verifier)[^=&]*=)[^&]*");

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long sequence;

    /** Adds a call; {@code body} may be null for calls without one. */
    public void add(String method, String pathAndQuery, @Nullable String user, int status, @Nullable String body) {
        entries.addLast(new Entry(
                ++sequence, method, mask(pathAndQuery), user, status, body == null ? "" : mask(excerpt(body))));
        if (entries.size() > CAPACITY) {
            entries.removeFirst();
        }
    }

    void clear() {
        entries.clear();
    }

    /** The calls of one method (or all) whose path matches, after a number of the log. */
    List<Map<String, @Nullable Object>> bodies(@Nullable String method, Pattern path, long after) {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.number > after
                    && (method == null || method.equals(entry.method))
                    && path.matcher(entry.path).find()) {
                found.add(Json.object(
                        "number", entry.number,
                        "method", entry.method,
                        "path", entry.path,
                        "user", entry.user,
                        "status", entry.status,
                        "body", entry.body));
            }
        }
        return found;
    }

    private static String excerpt(String body) {
        return body.length() <= EXCERPT ? body : body.substring(0, EXCERPT);
    }

    private static String mask(String text) {
        return FORM_SECRET
                .matcher(JSON_SECRET.matcher(text).replaceAll("$1\"[MASKED]\""))
                .replaceAll("$1[MASKED]");
    }

    private record Entry(
            long number,
            String method,
            String path,
            @Nullable String user,
            int status,
            String body) {}
}
