// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.secret;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/**
 * Random tokens, their digests, and encryption of what has to be stored and read back.
 *
 * <p>{@code portcullis.session.encryption-key} is the one secret all replicas share: at least 32 characters of chance.
 * Every purpose has a key of its own, derived from it.
 */
@ApplicationScoped
public class Secrets {
    private static final int TOKEN_BYTES = 32;
    private static final int SHORTEST_KEY = 32;
    private static final String HMAC = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKey root;

    Secrets(@ConfigProperty(name = "portcullis.session.encryption-key") String key) {
        if (key.strip().length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("portcullis.session.encryption-key has to be at least " + SHORTEST_KEY
                    + " random characters, for example from: openssl rand -base64 32");
        }
        root = new SecretKeySpec(key.strip().getBytes(StandardCharsets.UTF_8), HMAC);
    }

    /** 256 bits of chance as 43 characters of base64url. */
    public String randomToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Lower-case hex SHA-256 of the UTF-8 bytes: enough to recognise a token that is itself 256 bits of chance. */
    public static String digest(String token) {
        return digest(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Lower-case hex SHA-256. */
    public static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** PKCE's S256 transformation (RFC 7636, section 4.2). */
    public static String codeChallenge(String codeVerifier) {
        byte[] hash = sha256().digest(codeVerifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /**
     * A keyed digest, for values that could be guessed.
     *
     * @param purpose separates digests of one kind from those of another
     */
    public String keyedDigest(String purpose, String value) {
        return HexFormat.of().formatHex(mac(root, purpose + "\n" + value));
    }

    /** Encrypts {@code plain} as a JWE with AES-256-GCM; {@link #open} with the same purpose reads it back. */
    public String seal(String purpose, String plain) {
        JsonWebEncryption encryption = new JsonWebEncryption();
        encryption.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
        encryption.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        encryption.setKey(encryptionKey(purpose));
        encryption.setPlaintext(plain);
        try {
            return encryption.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot encrypt for " + purpose, e);
        }
    }

    /**
     * Decrypts what {@link #seal} made.
     *
     * @throws IllegalStateException where it was sealed with another key or changed since
     */
    public String open(String purpose, String sealedText) {
        try {
            JsonWebEncryption encryption = new JsonWebEncryption();
            encryption.setKey(encryptionKey(purpose));
            encryption.setCompactSerialization(sealedText);
            return requireNonNull(encryption.getPlaintextString(), "plaintext is null");
        } catch (JoseException e) {
            throw new IllegalStateException(
                    "cannot decrypt the stored " + purpose + ": has portcullis.session.encryption-key changed?", e);
        }
    }

    private SecretKey encryptionKey(String purpose) {
        return new SecretKeySpec(mac(root, "encrypt\n" + purpose), "AES");
    }

    private static byte[] mac(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
