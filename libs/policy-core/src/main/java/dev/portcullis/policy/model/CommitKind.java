// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** Which commits an any_merge_request rule objects to. */
public enum CommitKind implements Word {
    ANY,
    UNSIGNED;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
