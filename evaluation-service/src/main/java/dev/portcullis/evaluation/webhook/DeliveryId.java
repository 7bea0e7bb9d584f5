// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import dev.portcullis.messaging.Ids;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The event id of a delivery: the same for every repeat of it, whoever repeats it. */
final class DeliveryId {
    private static final UUID NAMESPACE = UUID.fromString("0d9f0c5e-4bb4-5ba4-9c36-7e6a3f2f1f27");
    private static final int LONGEST_KEY = 255;

    private DeliveryId() {}

    /** UUIDv5 of the instance and {@code webhook-id}, else {@code Idempotency-Key}, else the body's SHA-256. */
    static UUID of(String instance, WebhookHeaders headers, byte[] body) {
        String webhookId = headers.webhookId();
        String idempotencyKey = headers.idempotencyKey();
        String key;
        if (isUsable(webhookId)) {
            key = "key:" + webhookId;
        } else if (isUsable(idempotencyKey)) {
            key = "key:" + idempotencyKey;
        } else {
            key = "body:" + sha256(body);
        }
        return Ids.named(NAMESPACE, instance + "\n" + key);
    }

    private static boolean isUsable(@Nullable String key) {
        return key != null && !key.isBlank() && key.length() <= LONGEST_KEY;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
