// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.problem;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem for its caller. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.title() + (problem.detail() == null ? "" : ": " + problem.detail()), null, false, false);
        this.problem = problem;
    }

    /** What to answer. */
    public Problem problem() {
        return problem;
    }

    /** Starts a problem with its HTTP status and title. */
    public static Builder problem(int status, String title) {
        return new Builder(status, title);
    }

    /** Gathers a problem's members. */
    public static final class Builder {
        private final int status;
        private final String title;
        private final Map<String, Object> extensions = new LinkedHashMap<>();
        private @Nullable String detail;

        private Builder(int status, String title) {
            this.status = status;
            this.title = requireNonNull(title, "title is null");
        }

        /** What was wrong here, where, and what to do. */
        public Builder detail(String text) {
            this.detail = requireNonNull(text, "text is null");
            return this;
        }

        /** One more member; its value has to be JSON-serialisable. */
        public Builder with(String member, Object value) {
            extensions.put(member, requireNonNull(value, "value is null"));
            return this;
        }

        /** The exception, to be thrown. */
        public ProblemException build() {
            return new ProblemException(new Problem(title, status, detail, extensions));
        }
    }
}
