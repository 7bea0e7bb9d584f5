// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import dev.portcullis.policy.model.Word;
import java.util.Locale;

/** GitLab's states of a vulnerability; {@code DETECTED} needs triage. */
public enum StoredState implements Word {
    DETECTED,
    CONFIRMED,
    DISMISSED,
    RESOLVED;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
