// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** Why a vulnerability is dismissed. */
public enum DismissalReason implements Word {
    ACCEPTABLE_RISK,
    FALSE_POSITIVE,
    MITIGATING_CONTROL,
    USED_IN_TESTS,
    NOT_APPLICABLE;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
