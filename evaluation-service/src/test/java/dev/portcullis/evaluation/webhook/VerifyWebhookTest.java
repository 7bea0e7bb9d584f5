// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.gitlab.WebhookSecrets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyWebhookTest {
    /** The example of the Standard Webhooks specification. */
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant THEN = Instant.ofEpochSecond(1614265330);

    private static final WebhookSecrets SIGNED = new WebhookSecrets(Optional.empty(), Optional.of(KEY));
    private static final WebhookSecrets TOKEN = new WebhookSecrets(Optional.of("right"), Optional.empty());
    private static final WebhookSecrets BOTH = new WebhookSecrets(Optional.of("right"), Optional.of(KEY));

    @Test
    void acceptsTheSpecificationsOwnExample() {
        assertThat(VerifyWebhook.isSigned(SIGNED, signed(SIGNATURE), BODY)).isTrue();
        assertThat(VerifyWebhook.isSigned(SIGNED, signed("v1,AAAA v1a,xyz " + SIGNATURE), BODY))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "v1,AAAA",
        "''",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    })
    void refusesAnyOtherSignature(String signature) {
        assertThat(VerifyWebhook.isSigned(SIGNED, signed(signature), BODY)).isFalse();
    }

    @Test
    void refusesAChangedBody() {
        assertThat(VerifyWebhook.isSigned(SIGNED, signed(SIGNATURE), "{}".getBytes(UTF_8)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "300, true", "-300, true", "301, false", "-301, false"})
    void toleratesFiveMinutes(long seconds, boolean accepted) {
        assertThat(VerifyWebhook.mayRead(Optional.of(SIGNED), signed(SIGNATURE), THEN.plusSeconds(seconds)))
                .isEqualTo(accepted);
    }

    @Test
    void readsNothingWithoutASignatureWhereOneIsRequired() {
        assertThat(VerifyWebhook.mayRead(Optional.of(SIGNED), token("right"), THEN))
                .isFalse();
        assertThat(VerifyWebhook.mayRead(Optional.of(BOTH), token("right"), THEN))
                .isFalse();
        assertThat(VerifyWebhook.mayRead(Optional.of(BOTH), signed(SIGNATURE), THEN))
                .as("both are required")
                .isFalse();
    }

    @Test
    void comparesTheToken() {
        assertThat(VerifyWebhook.mayRead(Optional.of(TOKEN), token("right"), THEN))
                .isTrue();
        assertThat(VerifyWebhook.mayRead(Optional.of(TOKEN), token("wrong"), THEN))
                .isFalse();
        assertThat(VerifyWebhook.mayRead(Optional.of(TOKEN), token(null), THEN)).isFalse();
        assertThat(VerifyWebhook.mayRead(Optional.empty(), token("no-instance-has-this-token"), THEN))
                .isFalse();
    }

    @Test
    void aRepeatKeepsItsIdAndAnotherDeliveryDoesNot() {
        WebhookHeaders first = new WebhookHeaders(null, "t", null, null, null, "key-1", null);
        WebhookHeaders newer = new WebhookHeaders(null, "t", "key-1", null, null, "other", null);
        WebhookHeaders bare = token("t");

        assertThat(DeliveryId.of("gitlab", first, BODY))
                .isEqualTo(DeliveryId.of("gitlab", newer, "{}".getBytes(UTF_8)))
                .isNotEqualTo(DeliveryId.of("other", first, BODY));
        assertThat(DeliveryId.of("gitlab", bare, BODY))
                .isEqualTo(DeliveryId.of("gitlab", bare, BODY.clone()))
                .isNotEqualTo(DeliveryId.of("gitlab", bare, "{}".getBytes(UTF_8)));
        assertThat(DeliveryId.of("gitlab", first, BODY).version()).isEqualTo(5);
    }

    private static WebhookHeaders signed(String signature) {
        return new WebhookHeaders(null, null, ID, TIMESTAMP, signature, null, null);
    }

    private static WebhookHeaders token(String token) {
        return new WebhookHeaders(null, token, null, null, null, null, null);
    }
}
