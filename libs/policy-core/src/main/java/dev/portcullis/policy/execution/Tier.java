// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.model.Word;
import java.util.Locale;

/** GitLab's tiers, the lowest first. */
public enum Tier implements Word {
    FREE,
    PREMIUM,
    ULTIMATE;

    /** Whether what needs {@code other} works here. */
    public boolean includes(Tier other) {
        return compareTo(other) >= 0;
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
