// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** A kind of project that a scope can leave out. */
public enum ProjectKind implements Word {
    PERSONAL,
    ARCHIVED;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
