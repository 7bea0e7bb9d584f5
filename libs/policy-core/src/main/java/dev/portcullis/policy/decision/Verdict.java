// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static java.util.Objects.requireNonNull;

/** What came of one step of a decision. */
public sealed interface Verdict {
    /** What the step looks for is there. */
    record Matched() implements Verdict {}

    /** What the step looks for is not there. */
    record Unmatched() implements Verdict {}

    /** It is not known, or not yet. */
    record Undetermined(String reason) implements Verdict {
        public Undetermined {
            requireNonNull(reason, "reason is null");
        }
    }
}
