// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** How a number or an age is compared; equality satisfies neither. */
public enum Operator implements Word {
    GREATER_THAN,
    LESS_THAN;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
