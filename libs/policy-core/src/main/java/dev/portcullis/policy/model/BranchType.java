// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** A set of branches that GitLab names by a word. */
public enum BranchType implements Word {
    DEFAULT,
    PROTECTED,
    ALL,
    TARGET_DEFAULT,
    TARGET_PROTECTED;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
