// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.evaluation.gitlab.WebhookSecrets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a request comes from the instance: by {@code X-Gitlab-Token}, or by a signature as Standard Webhooks
 * describes it, over the body as it was received. Where a signing token is configured, the signature is required.
 */
final class VerifyWebhook {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String KEY_PREFIX = "whsec_";
    private static final String VERSION = "v1,";

    /** Compared with where there is no such instance, so that the answer takes as long as it does for a real one. */
    private static final WebhookSecrets NOBODY =
            new WebhookSecrets(Optional.of("no-instance-has-this-token"), Optional.empty());

    private VerifyWebhook() {}

    /**
     * Whether the headers alone allow reading the body: the token is right, or there is a signature to check with it.
     *
     * @param secrets of the instance; empty where there is no such instance
     */
    static boolean mayRead(Optional<WebhookSecrets> secrets, WebhookHeaders headers, Instant now) {
        WebhookSecrets known = secrets.orElse(NOBODY);
        boolean tokenFits = known.token().isEmpty() || equal(known.token().get(), headers.token());
        boolean signatureCanFit = known.signingToken().isEmpty()
                || (headers.webhookId() != null && headers.signature() != null && isRecent(headers.timestamp(), now));
        return secrets.isPresent() && tokenFits && signatureCanFit;
    }

    /** Whether the signature, where one is required, is that of the body. */
    static boolean isSigned(WebhookSecrets secrets, WebhookHeaders headers, byte[] body) {
        if (secrets.signingToken().isEmpty()) {
            return true;
        }
        String expected = sign(
                secrets.signingToken().get(),
                String.valueOf(headers.webhookId()),
                String.valueOf(headers.timestamp()),
                body);
        boolean found = false;
        for (String signature : String.valueOf(headers.signature()).split(" ", 16)) {
            found |= signature.startsWith(VERSION) && equal(expected, signature.substring(VERSION.length()));
        }
        return found;
    }

    /** The base64 HMAC-SHA256 of {@code <id>.<timestamp>.<body>} under the key that the signing token encodes. */
    static String sign(String signingToken, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            String key =
                    signingToken.startsWith(KEY_PREFIX) ? signingToken.substring(KEY_PREFIX.length()) : signingToken;
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA256", e);
        }
    }

    private static boolean isRecent(@Nullable String timestamp, Instant now) {
        if (timestamp == null || !timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0;
    }

    /** Compares digests, so that neither the place of a difference nor the length shows in the time. */
    private static boolean equal(String expected, @Nullable String given) {
        return MessageDigest.isEqual(sha256(expected), sha256(given == null ? "" : given));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
