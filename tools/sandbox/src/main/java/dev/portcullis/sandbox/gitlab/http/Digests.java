// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Digests, and secrets that cannot be guessed. */
public final class Digests {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Digests() {}

    /** Lower-case hex SHA-256 of a text. */
    public static String sha256(String text) {
        return HexFormat.of().formatHex(digest("SHA-256", text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Lower-case hex SHA-1 of bytes. */
    public static String sha1(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-1", bytes));
    }

    /** Base64 SHA-256 without padding, URL alphabet: what PKCE compares. */
    public static String challenge(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(digest("SHA-256", verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Raw digest of bytes. */
    public static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A random secret of {@code bytes} bytes as URL-safe text. */
    public static String secret(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** A salted hash of a password, for {@link #matches}. */
    public static String password(String password) {
        String salt = secret(9);
        return salt + ":" + sha256(salt + password);
    }

    /** True if {@code password} is the one that {@code stored} was made from. */
    public static boolean matches(String password, String stored) {
        String salt = stored.substring(0, stored.indexOf(':'));
        return equal(stored, salt + ":" + sha256(salt + password));
    }

    /** Compares in constant time. */
    public static boolean equal(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
