// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.util.Locale;

/** Who may see a project or group. */
public enum Visibility {
    PRIVATE(0),
    INTERNAL(10),
    PUBLIC(20);

    private final int level;

    Visibility(int level) {
        this.level = level;
    }

    /** The number that hooks carry as {@code visibility_level}. */
    public int level() {
        return level;
    }

    /** The REST API's word, for example {@code private}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the REST API's word; throws {@link IllegalArgumentException} for any other. */
    public static Visibility of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
