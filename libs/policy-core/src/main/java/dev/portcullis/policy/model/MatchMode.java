// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** How the dimensions of a scope combine. */
public enum MatchMode implements Word {
    ALL,
    ANY;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
