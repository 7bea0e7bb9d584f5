// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.Word;
import java.util.Locale;

/** How a rule or a policy stands; a policy stands as the first of these that any of its rules does. */
public enum Status implements Word {
    VIOLATED,
    UNDETERMINED,
    PENDING,
    NOT_VIOLATED,
    NOT_APPLICABLE;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
