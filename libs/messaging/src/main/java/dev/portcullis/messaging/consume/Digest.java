// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

final class Digest {
    private Digest() {}

    /** SHA-256 in hexadecimal; an absent body counts as an empty one. */
    static String of(byte @Nullable [] body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(body == null ? new byte[0] : body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
