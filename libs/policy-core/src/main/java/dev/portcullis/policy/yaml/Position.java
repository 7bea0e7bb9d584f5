// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.yaml;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param index from 0, in UTF-16 units, as {@link String} counts
 */
public record Position(int line, int column, int index) {
    /** The first character. */
    public static final Position START = new Position(1, 1, 0);
}
