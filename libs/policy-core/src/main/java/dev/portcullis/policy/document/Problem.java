// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.yaml.Position;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something about a policy file that a person should know.
 *
 * @param rule a stable name for the kind of problem, e.g. {@code unknown-key}
 * @param message what is wrong
 * @param suggestion what to do; absent where there is nothing to suggest
 * @param source the name of the file
 * @param path where in the document, e.g. {@code approval_policy[0].rules[1].scanners}; empty for the whole
 * @param fix edits of the text that repair it; empty where only a person can
 */
public record Problem(
        Level level,
        String rule,
        String message,
        @Nullable String suggestion,
        String source,
        Position at,
        String path,
        List<Edit> fix) {
    public Problem {
        requireNonNull(level, "level is null");
        requireNonNull(rule, "rule is null");
        requireNonNull(message, "message is null");
        requireNonNull(source, "source is null");
        requireNonNull(at, "at is null");
        requireNonNull(path, "path is null");
        fix = List.copyOf(fix);
    }

    /** How much a problem matters. */
    public enum Level {
        /** What it is about cannot be used. */
        ERROR,
        /** It is used, but needs a change, or most probably does not mean what it should. */
        WARNING,
        /** Good to know. */
        NOTE
    }

    /** Replaces the text from {@code start} to before {@code end}, in UTF-16 units. */
    public record Edit(int start, int end, String replacement) {
        public Edit {
            requireNonNull(replacement, "replacement is null");
        }
    }

    /** The problem in one line, as compilers write it. */
    @Override
    public String toString() {
        String where = path.isEmpty() ? "" : " (" + path + ")";
        String advice = suggestion == null ? "" : "; " + suggestion;
        return source + ":" + at.line() + ":" + at.column() + ": "
                + level.name().toLowerCase(Locale.ROOT) + ": " + message + advice + where;
    }
}
