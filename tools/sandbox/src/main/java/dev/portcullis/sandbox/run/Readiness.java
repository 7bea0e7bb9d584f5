// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Waits until a service says that it is ready. */
final class Readiness {
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /**
     * Blocks until {@code GET /q/health/ready} answers 200.
     *
     * @throws RunFailure where the process ends first or two minutes pass
     */
    void await(Child service, int port) throws InterruptedException {
        Instant deadline = Instant.now().plus(LIMIT);
        while (!isReady(port)) {
            if (!service.isAlive()) {
                throw service.failure("ended while starting");
            }
            if (Instant.now().isAfter(deadline)) {
                throw service.failure("is not ready after " + LIMIT.toMinutes() + " minutes");
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Whether the service at {@code port} is ready now. */
    boolean isReady(int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(3))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
