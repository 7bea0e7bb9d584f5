// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

/** Text as a database can hold it. */
final class Unicode {
    private Unicode() {}

    /**
     * The text with each null character written as {@code \}{@code u0000}, as GitLab does, and each half of a lost
     * surrogate pair replaced.
     */
    static String storable(String text) {
        boolean clean = true;
        for (int i = 0; i < text.length() && clean; i++) {
            char c = text.charAt(i);
            clean = c != 0 && !Character.isSurrogate(c);
        }
        if (clean) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (point == 0) {
                out.append("\\u0000");
            } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                out.append('\uFFFD');
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }
}
