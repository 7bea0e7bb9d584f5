// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** What a person can do with an alert. */
sealed interface TriageAction {
    /** Why, in the person's words. */
    @Nullable
    String reason();

    record Acknowledge(@Nullable String reason) implements TriageAction {}

    record Resolve(@Nullable String note) implements TriageAction {
        @Override
        public @Nullable String reason() {
            return note;
        }
    }

    /** Dismissing takes a reason, so that the next person knows why nothing was done. */
    record Dismiss(String reason) implements TriageAction {
        public Dismiss {
            requireNonNull(reason, "reason is null");
        }
    }

    record Reopen(@Nullable String reason) implements TriageAction {}
}
