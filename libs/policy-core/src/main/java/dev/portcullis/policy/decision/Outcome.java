// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.Word;
import java.util.Locale;

/** What is decided about a merge request: the first of these that any policy gives rise to. */
public enum Outcome implements Word {
    /** A violation lacks approvals. */
    APPROVAL_REQUIRED,
    /** A fact could not be obtained; it is retried, and the policy's approvers can release it. */
    UNDETERMINED,
    /** A pipeline has yet to end. */
    PENDING,
    /** Every violation has its approvals, or was released. */
    SATISFIED,
    /** Nothing asks for an approval. */
    NOT_REQUIRED;

    /** Whether the merge request must not be merged. */
    public boolean blocks() {
        return this == APPROVAL_REQUIRED || this == UNDETERMINED || this == PENDING;
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
