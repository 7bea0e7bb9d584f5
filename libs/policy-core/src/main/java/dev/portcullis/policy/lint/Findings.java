// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.lint;

import dev.portcullis.policy.document.PolicyDocument.Located;
import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.document.Problem.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is found about one policy. */
record Findings(String source, Located located, List<Problem> problems) {
    void warn(String rule, String message, @Nullable String suggestion) {
        add(Level.WARNING, rule, message, suggestion);
    }

    void note(String rule, String message, @Nullable String suggestion) {
        add(Level.NOTE, rule, message, suggestion);
    }

    private void add(Level level, String rule, String message, @Nullable String suggestion) {
        problems.add(new Problem(level, rule, message, suggestion, source, located.at(), located.path(), List.of()));
    }
}
