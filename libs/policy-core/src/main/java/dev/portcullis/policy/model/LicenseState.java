// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** Which licences a licence rule looks at: those the merge request brings, or those already there. */
public enum LicenseState implements Word {
    NEWLY_DETECTED,
    DETECTED;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
