// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** What a criterion of an auto-dismiss rule looks at. */
public enum CriterionType implements Word {
    FILE_PATH,
    DIRECTORY,
    IDENTIFIER;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
