// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends calls: in turn, again where that is safe, and the token to its own server only. */
final class Transport implements AutoCloseable {
    private static final int MOST_REDIRECTS = 3;

    private final GitLabServer server;
    private final GitLabLimits limits;
    private final Failures failures;
    private final Throttle throttle;
    private final RateLimitHeaders rateLimits;
    private final HttpClient http;

    Transport(GitLabServer server, InstantSource clock) {
        this.server = server;
        this.limits = server.limits();
        this.failures = new Failures(server);
        this.throttle = new Throttle(limits, clock);
        this.rateLimits = new RateLimitHeaders(clock);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connectTimeout())
                .build();
    }

    /** A call and how its answer is read. */
    record Call<T>(
            String method, Endpoint endpoint, @Nullable String json, BodyHandler<T> success, Duration timeout) {
        /** Whether sending it twice has the effect of sending it once. */
        boolean isRepeatable() {
            return !method.equals("POST");
        }
    }

    /**
     * Sends the call until it has an answer that stands.
     *
     * @throws GitLabException where the answer is not a success, or there is none
     */
    <T> Answer<T> send(Call<T> call) {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == limits.attempts();
            Duration wait;
            try {
                awaitPause(call);
                Answer<T> answer = inTurn(call);
                if (answer.isSuccess()) {
                    return answer;
                }
                wait = waitAfter(call, answer, attempt, last);
                Throttle.sleep(wait);
            } catch (TooLargeException e) {
                throw failures.refused(call.endpoint(), String.valueOf(e.getMessage()));
            } catch (IOException e) {
                boolean again = call.isRepeatable() || e instanceof ConnectException;
                if (last || !again || Thread.currentThread().isInterrupted()) {
                    throw failures.unreachable(call.method(), call.endpoint(), e);
                }
                pause(call, attempt);
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private void pause(Call<?> call, int attempt) {
        try {
            Throttle.sleep(throttle.backoff(attempt));
        } catch (InterruptedIOException e) {
            throw failures.unreachable(call.method(), call.endpoint(), e);
        }
    }

    private void awaitPause(Call<?> call) throws InterruptedIOException {
        Duration pause = throttle.pause();
        if (pause.compareTo(limits.longestWait()) > 0) {
            throw failures.limited(call.endpoint(), pause);
        }
        if (pause.isPositive()) {
            Throttle.sleep(pause);
        }
    }

    private <T> Answer<T> inTurn(Call<T> call) throws IOException {
        try {
            if (!throttle.enter()) {
                throw new IOException("all " + limits.concurrency() + " connections to it are busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a connection");
        }
        try {
            Answer<T> answer = following(call);
            rateLimits.exhaustedUntil(answer.headers()).ifPresent(throttle::pauseUntil);
            return answer;
        } finally {
            throttle.leave();
        }
    }

    /** How long to wait before the next attempt; throws where there is none. */
    private Duration waitAfter(Call<?> call, Answer<?> answer, int attempt, boolean last) {
        Duration asked = rateLimits.retryAfter(answer.headers()).orElse(null);
        boolean limited = answer.status() == 429;
        if (limited && asked != null) {
            throttle.pauseFor(asked);
        }
        boolean again = limited || (answer.status() >= 500 && call.isRepeatable());
        Duration wait = asked == null ? throttle.backoff(attempt) : asked;
        if (last || !again || wait.compareTo(limits.longestWait()) > 0) {
            throw failures.answered(call.method(), call.endpoint(), answer.status(), answer.error(), asked);
        }
        return wait;
    }

    private <T> Answer<T> following(Call<T> call) throws IOException {
        URI uri = URI.create(server.url() + call.endpoint().pathAndQuery());
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            Answer<T> answer = exchange(request(call, uri), call);
            if (!answer.isRedirect() || !call.method().equals("GET")) {
                return answer;
            }
            uri = target(uri, answer);
        }
        throw Failures.redirected(uri, "leads on and on; " + MOST_REDIRECTS + " are followed");
    }

    private HttpRequest request(Call<?> call, URI uri) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(call.timeout()).header("User-Agent", "portcullis");
        if (isOwn(uri)) {
            request.header("PRIVATE-TOKEN", server.token());
        }
        if (call.json() == null) {
            return request.method(call.method(), BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(call.method(), BodyPublishers.ofString(call.json()))
                .build();
    }

    /** Whether {@code uri} lies on the server itself; object storage and the like never see the token. */
    private boolean isOwn(URI uri) {
        URI own = server.url();
        return own.getScheme().equalsIgnoreCase(uri.getScheme())
                && own.getHost().equalsIgnoreCase(uri.getHost())
                && port(own) == port(uri);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static URI target(URI from, Answer<?> answer) throws IOException {
        String location = answer.headers().firstValue("Location").orElse("");
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw Failures.redirected(from, "names no valid address");
        }
        boolean web = "https".equalsIgnoreCase(target.getScheme()) || "http".equalsIgnoreCase(target.getScheme());
        if (location.isEmpty() || !web || target.getHost() == null) {
            throw Failures.redirected(from, "names no web address");
        }
        if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(target.getScheme())) {
            throw Failures.redirected(from, "leads from https to http");
        }
        return target;
    }

    private <T> Answer<T> exchange(HttpRequest request, Call<T> call) throws IOException {
        CompletableFuture<HttpResponse<Answer<T>>> future = http.sendAsync(request, Answer.handler(call.success()));
        try {
            // The request's own timeout ends with the answer's headers; this one covers the body too.
            return requireNonNull(
                    future.get(call.timeout().toMillis(), TimeUnit.MILLISECONDS).body());
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new HttpTimeoutException(
                    "no complete answer within " + call.timeout().toMillis() + " ms");
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }
}
