// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** What an error that GitLab knows (missing scans, too few approvers) means: CLOSED requires approval, OPEN does not. */
public enum Fallback implements Word {
    CLOSED,
    OPEN;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
