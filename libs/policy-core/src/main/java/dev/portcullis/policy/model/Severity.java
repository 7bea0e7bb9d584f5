// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** The severity of a finding, in GitLab's order from least to most. */
public enum Severity implements Word {
    INFO,
    UNKNOWN,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
