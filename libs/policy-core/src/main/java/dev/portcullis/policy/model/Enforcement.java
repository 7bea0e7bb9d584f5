// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** Whether a violation binds, or warns and may be dismissed with a reason. */
public enum Enforcement implements Word {
    ENFORCE,
    WARN;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
