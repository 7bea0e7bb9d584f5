// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** Whether a policy's job gets a suffix where its name is taken. */
public enum SuffixMode implements Word {
    ON_CONFLICT,
    NEVER;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
