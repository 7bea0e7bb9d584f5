// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Sends Pipeline Hooks one after the other, as one GitLab would on a quiet day. */
final class Webhooks {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final String token;
    private long pipeline;

    Webhooks(String origin, String token) {
        this.url = URI.create(origin + "/webhooks/gitlab/gitlab");
        this.token = token;
    }

    /** Sends {@code count} hooks and returns how long each answer took; every one has to be a 2xx. */
    Latencies send(int count) throws IOException, InterruptedException {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/json")
                    .header("X-Gitlab-Event", "Pipeline Hook")
                    .header("X-Gitlab-Token", token)
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(HttpRequest.BodyPublishers.ofString(body(++pipeline)))
                    .build();
            long start = System.nanoTime();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            times.add(Duration.ofNanos(System.nanoTime() - start));
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException("a webhook was answered " + answer.statusCode() + ": " + answer.body());
            }
        }
        return new Latencies(times);
    }

    private static String body(long pipeline) {
        return """
            {"object_kind": "pipeline",
             "object_attributes": {"id": %d, "iid": 1, "ref": "main", "tag": false,
               "sha": "bcbb5ec396a2c0f828686f14fac9b80b780504f2", "before_sha": "bcbb5ec396a2c0f828686f14fac9b80b780504f2",
               "source": "push", "status": "running", "stages": ["build", "test"],
               "created_at": "2026-11-24 12:00:00 UTC", "finished_at": null, "duration": null, "variables": []},
             "merge_request": null,
             "user": {"id": 1, "name": "Dev", "username": "dev"},
             "project": {"id": 999999, "name": "Web", "web_url": "http://localhost/acme/web", "namespace": "acme",
               "visibility_level": 0, "path_with_namespace": "acme/web", "default_branch": "main"},
             "builds": []}
            """.formatted(pipeline);
    }
}
