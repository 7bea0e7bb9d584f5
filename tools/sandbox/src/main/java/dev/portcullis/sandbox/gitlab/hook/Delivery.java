// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.hook;

import dev.portcullis.sandbox.gitlab.control.Faults;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Hook;
import dev.portcullis.sandbox.gitlab.state.HookEvent;
import dev.portcullis.sandbox.gitlab.state.StatusCheck;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Sends one hook, once: an HTTP failure is not tried again. Four failures in a row disable the hook for a minute, then
 * for twice as long each time, up to a day; forty for ever. A success enables it again.
 */
final class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class.getName());
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final int FAILURES_BEFORE_PAUSE = 4;
    private static final int FAILURES_BEFORE_END = 40;
    private static final int HISTORY = 200;
    private static final int BODY_LIMIT = 25 * 1024 * 1024;
    private static final int RESPONSE_LIMIT = 8 * 1024;

    private final GitLabState state;
    private final InstantSource clock;
    private final Faults faults;
    private final String version;
    private final boolean newer;
    private final Runnable changed;
    private final HttpClient http;

    Delivery(
            Vertx vertx,
            GitLabState state,
            InstantSource clock,
            Faults faults,
            String version,
            boolean newer,
            Runnable changed) {
        this.newer = newer;
        this.state = state;
        this.clock = clock;
        this.faults = faults;
        this.version = version;
        this.changed = changed;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) TIMEOUT_MILLIS)
                .setMaxPoolSize(20)
                .setTrustAll(true)
                .setVerifyHost(false));
    }

    /** True if the hook is not paused or ended by its failures. */
    boolean executable(Hook hook) {
        return hook.recentFailures < FAILURES_BEFORE_END
                && (hook.disabledUntil == null || !clock.instant().isBefore(hook.disabledUntil));
    }

    /** Sends a new event. Nothing happens if the hook is disabled, the body is too large, or faults drop hooks. */
    void send(Hook hook, Message message) {
        byte[] body = Json.write(message.body()).getBytes(StandardCharsets.UTF_8);
        if (executable(hook) && body.length <= BODY_LIMIT && !faults.dropsWebhooks()) {
            attempt(hook, message, body, UUID.randomUUID().toString());
        }
    }

    /** Sends an event of the past once more, with the same key; the answer's status, or 422 where none came. */
    Future<String> resend(Hook hook, HookEvent event, String instance) {
        Message message = new Message(
                event.trigger(), event.requestHeaders().getOrDefault("X-Gitlab-Event", ""), Map.of(), instance, "");
        byte[] body = event.requestData().getBytes(StandardCharsets.UTF_8);
        return attempt(hook, message, body, event.idempotencyKey());
    }

    /** Sends a sample, also to a disabled hook: a success enables it again. */
    Future<String> test(Hook hook, Message message) {
        byte[] body = Json.write(message.body()).getBytes(StandardCharsets.UTF_8);
        return attempt(hook, message, body, UUID.randomUUID().toString());
    }

    /** Asks an external status check: signed with its shared secret, without history and without pauses. */
    void ask(StatusCheck check, Map<String, @Nullable Object> body, String instance) {
        if (faults.dropsWebhooks()) {
            return;
        }
        byte[] content = Json.write(body).getBytes(StandardCharsets.UTF_8);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(check.externalUrl)
                .setTimeout(TIMEOUT_MILLIS);
        String secret = check.sharedSecret;
        http.request(options)
                .compose(request -> {
                    request.putHeader("Content-Type", "application/json");
                    request.putHeader("User-Agent", "GitLab/" + version);
                    request.putHeader("X-Gitlab-Instance", instance);
                    if (secret != null) {
                        byte[] mac = hmac(secret.getBytes(StandardCharsets.UTF_8), content);
                        request.putHeader("X-Gitlab-Signature", HexFormat.of().formatHex(mac));
                    }
                    return request.send(Buffer.buffer(content));
                })
                .onFailure(e -> LOG.log(Level.FINE, "The external status check did not answer", e));
    }

    private Future<String> attempt(Hook hook, Message message, byte[] body, String key) {
        Map<String, String> headers = headers(hook, message, body, key);
        Instant start = clock.instant();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(hook.url)
                .setTimeout(TIMEOUT_MILLIS);
        Future<String> answered = http.request(options)
                .compose(request -> {
                    headers.forEach(request::putHeader);
                    return request.send(Buffer.buffer(body));
                })
                .compose(response -> response.body().map(content -> new Received(response, content)))
                .map(received -> record(hook, message, body, key, headers, start, received))
                .recover(failure -> Future.succeededFuture(record(hook, message, body, key, headers, start, null)));
        return answered;
    }

    private Map<String, String> headers(Hook hook, Message message, byte[] body, String key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "GitLab/" + version);
        headers.put("X-Gitlab-Event", message.event());
        headers.put("X-Gitlab-Webhook-UUID", UUID.randomUUID().toString());
        headers.put("X-Gitlab-Instance", message.instance());
        headers.put(
                "X-Gitlab-Event-UUID",
                message.eventUuid().isEmpty() ? UUID.randomUUID().toString() : message.eventUuid());
        headers.put("Idempotency-Key", key);
        if (hook.token != null && !hook.token.isEmpty()) {
            headers.put("X-Gitlab-Token", hook.token);
        }
        String signingToken = hook.signingToken;
        if (signingToken != null || newer) {
            String timestamp = String.valueOf(clock.instant().getEpochSecond());
            headers.put("webhook-id", key);
            headers.put("webhook-timestamp", timestamp);
            if (signingToken != null) {
                headers.put("webhook-signature", sign(signingToken, key, timestamp, body));
            }
        }
        headers.putAll(hook.customHeaders);
        return headers;
    }

    /** Standard Webhooks: HMAC-SHA256 over id, timestamp and the raw body. */
    private static String sign(String token, String id, String timestamp, byte[] body) {
        String encoded = token.startsWith("whsec_") ? token.substring("whsec_".length()) : token;
        byte[] start = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[start.length + body.length];
        System.arraycopy(start, 0, message, 0, start.length);
        System.arraycopy(body, 0, message, start.length, body.length);
        return "v1,"
                + Base64.getEncoder().encodeToString(hmac(Base64.getDecoder().decode(encoded), message));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String record(
            Hook hook,
            Message message,
            byte[] body,
            String key,
            Map<String, String> headers,
            Instant start,
            @Nullable Received received) {
        int status = received == null ? 0 : received.response.statusCode();
        if (status >= 200 && status < 400) {
            hook.recentFailures = 0;
            hook.backoffs = 0;
            hook.disabledUntil = null;
        } else {
            failed(hook);
        }
        Map<String, String> shown = new LinkedHashMap<>(headers);
        shown.replaceAll((name, value) -> name.equals("X-Gitlab-Token") ? "[REDACTED]" : value);
        Map<String, String> answered = new LinkedHashMap<>();
        if (received != null) {
            received.response.headers().forEach(entry -> answered.put(entry.getKey(), entry.getValue()));
        }
        hook.deliveries.add(new HookEvent(
                state.nextId("hook event"),
                hook.url,
                message.trigger(),
                shown,
                new String(body, StandardCharsets.UTF_8),
                key,
                answered,
                received == null ? null : excerpt(received.body),
                received == null ? "internal error" : String.valueOf(status),
                Duration.between(start, clock.instant()).toMillis() / 1000.0,
                clock.instant()));
        if (hook.deliveries.size() > HISTORY) {
            hook.deliveries.removeFirst();
        }
        changed.run();
        return received == null ? "internal error" : String.valueOf(status);
    }

    private void failed(Hook hook) {
        hook.recentFailures++;
        if (hook.recentFailures >= FAILURES_BEFORE_PAUSE) {
            Duration pause = Duration.ofMinutes(1L << Math.min(hook.backoffs, 11));
            Duration longest = Duration.ofDays(1);
            hook.disabledUntil = clock.instant().plus(pause.compareTo(longest) > 0 ? longest : pause);
            hook.backoffs++;
        }
    }

    private static String excerpt(Buffer body) {
        return body.getString(0, Math.min(body.length(), RESPONSE_LIMIT));
    }

    /**
     * What is sent.
     *
     * @param trigger GitLab's name of the kind, for example {@code push_hooks}
     * @param event the header {@code X-Gitlab-Event}
     * @param eventUuid shared by all hooks that one event fires
     */
    record Message(
            String trigger, String event, Map<String, @Nullable Object> body, String instance, String eventUuid) {}

    private record Received(HttpClientResponse response, Buffer body) {}
}
