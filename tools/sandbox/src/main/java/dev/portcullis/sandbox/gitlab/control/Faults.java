// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.control;

import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Times;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is broken on purpose. */
public final class Faults {
    private static final int CLOSE = 0;

    private final InstantSource clock;
    private final List<Failing> failing = new ArrayList<>();
    private final Map<String, Window> windows = new HashMap<>();
    private @Nullable Outage outage;
    private @Nullable Limit limit;
    private long latencyMillis;
    private boolean dropWebhooks;

    public Faults(InstantSource clock) {
        this.clock = clock;
    }

    /** Sets those faults that {@code params} name; the others stay as they are. */
    void set(Params params) {
        if (params.has("outage")) {
            Params wanted = params.object("outage");
            outage = wanted == null ? null : outage(wanted);
        }
        if (params.has("rate_limit")) {
            Params wanted = params.object("rate_limit");
            windows.clear();
            limit = wanted == null
                    ? null
                    : new Limit((int) wanted.requiredNumber("limit"), wanted.number("seconds", 60));
        }
        if (params.has("fail")) {
            failing.clear();
            params.objects("fail").forEach(each -> failing.add(failing(each)));
        }
        latencyMillis = params.number("latency_millis", latencyMillis);
        dropWebhooks = params.flag("drop_webhooks", dropWebhooks);
    }

    /** Nothing is broken any more. */
    void clear() {
        outage = null;
        limit = null;
        failing.clear();
        windows.clear();
        latencyMillis = 0;
        dropWebhooks = false;
    }

    Map<String, @Nullable Object> body() {
        return Json.object(
                "outage",
                outage == null ? null : Json.object("status", outage.status, "until", Times.api(outage.until)),
                "rate_limit",
                limit == null ? null : Json.object("limit", limit.limit, "seconds", limit.seconds),
                "fail",
                failing.stream()
                        .map(each -> Json.object(
                                "method", each.method,
                                "path", each.path.pattern(),
                                "status", each.status,
                                "times", each.times))
                        .toList(),
                "latency_millis",
                latencyMillis,
                "drop_webhooks",
                dropWebhooks);
    }

    public boolean dropsWebhooks() {
        return dropWebhooks;
    }

    public long latencyMillis() {
        return latencyMillis;
    }

    /** What a call gets instead of its answer; null if it is served. A status of 0 closes the connection. */
    public @Nullable Failure failure(String method, String path, String caller) {
        Instant now = clock.instant();
        if (outage != null) {
            if (outage.until == null || now.isBefore(outage.until)) {
                return new Failure(outage.status, Map.of());
            }
            outage = null;
        }
        for (Failing each : failing) {
            boolean hit = (each.method == null || each.method.equals(method))
                    && each.path.matcher(path).find();
            if (hit && each.times != 0) {
                each.times--;
                return new Failure(each.status, Map.of());
            }
        }
        return limit == null ? null : throttled(limit, now, caller);
    }

    private @Nullable Failure throttled(Limit rate, Instant now, String caller) {
        Window window = windows.computeIfAbsent(caller, key -> new Window());
        if (!now.isBefore(window.end)) {
            window.end = now.plusSeconds(rate.seconds);
            window.count = 0;
        }
        window.count++;
        if (window.count <= rate.limit) {
            return null;
        }
        long wait = Math.max(1, window.end.getEpochSecond() - now.getEpochSecond());
        return new Failure(
                429,
                Map.of(
                        "RateLimit-Limit", String.valueOf(rate.limit),
                        "RateLimit-Name", "throttle_authenticated_api",
                        "RateLimit-Observed", String.valueOf(window.count),
                        "RateLimit-Remaining", "0",
                        "RateLimit-Reset", String.valueOf(window.end.getEpochSecond()),
                        "Retry-After", String.valueOf(wait)));
    }

    private Outage outage(Params wanted) {
        Long seconds = wanted.number("seconds");
        return new Outage(
                (int) wanted.number("status", 503),
                seconds == null ? null : clock.instant().plusSeconds(seconds));
    }

    private static Failing failing(Params wanted) {
        Failing each = new Failing();
        each.method = wanted.text("method");
        each.path = Pattern.compile(wanted.text("path", ""));
        each.status = (int) wanted.number("status", CLOSE);
        each.times = wanted.number("times", -1);
        return each;
    }

    /** An answer that a fault gives. */
    public record Failure(int status, Map<String, String> headers) {}

    private record Outage(int status, @Nullable Instant until) {}

    private record Limit(int limit, long seconds) {}

    private static final class Failing {
        private @Nullable String method;
        private Pattern path = Pattern.compile("");
        private int status;
        private long times;
    }

    private static final class Window {
        private Instant end = Instant.EPOCH;
        private int count;
    }
}
