// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A piece of a body that shows its structure and none of its content. */
final class MaskedExcerpt {
    private static final int REACH = 60;

    private MaskedExcerpt() {}

    /** The bytes around {@code offset}, with letters as {@code a}, digits as {@code 9} and controls as spaces. */
    static String of(byte[] body, long offset) {
        int middle = Math.clamp(offset, 0, body.length);
        byte[] piece = Arrays.copyOfRange(body, Math.max(0, middle - REACH), Math.min(body.length, middle + REACH));
        StringBuilder masked = new StringBuilder();
        new String(piece, StandardCharsets.UTF_8)
                .codePoints()
                .map(MaskedExcerpt::mask)
                .forEach(masked::appendCodePoint);
        return masked.toString();
    }

    private static int mask(int character) {
        if (Character.isDigit(character)) {
            return '9';
        }
        // JSON's own punctuation stays; all other symbols could be part of a secret.
        return "{}[]:,\"\\".indexOf(character) >= 0
                ? character
                : Character.isLetter(character) ? 'a' : blank(character);
    }

    private static int blank(int character) {
        return Character.isWhitespace(character) || Character.isISOControl(character) ? ' ' : '.';
    }
}
