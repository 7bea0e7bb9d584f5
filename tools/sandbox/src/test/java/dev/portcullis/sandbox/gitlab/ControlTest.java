// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ControlTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    @AfterEach
    void repair() {
        gitlab.control("DELETE", "/faults");
    }

    @Test
    void outageAnswersAllButTheControlApi() {
        gitlab.control("PUT", "/faults", "outage", Map.of("status", 502));
        assertThat(gitlab.get(gitlab.root, "/user").status()).isEqualTo(502);
        assertThat(gitlab.control("GET", "").at("/simulated").asBoolean()).isTrue();
        gitlab.control("DELETE", "/faults");
        assertThat(gitlab.get(gitlab.root, "/user").status()).isEqualTo(200);
    }

    @Test
    void outageEndsByItself() {
        gitlab.control("PUT", "/faults", "outage", Map.of("seconds", 60));
        assertThat(gitlab.get(gitlab.root, "/user").status()).isEqualTo(503);
        gitlab.control("POST", "/clock", "seconds", 61);
        assertThat(gitlab.get(gitlab.root, "/user").status()).isEqualTo(200);
    }

    @Test
    void outageMayBreakTheConnection() {
        gitlab.control("PUT", "/faults", "outage", Map.of("status", 0));
        assertThatThrownBy(() -> gitlab.get(gitlab.root, "/user")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void singleCallsFailAsOftenAsAsked() {
        gitlab.control(
                "PUT",
                "/faults",
                "fail",
                List.of(Map.of("method", "GET", "path", "/user$", "status", 500, "times", 1)));
        assertThat(gitlab.get(gitlab.root, "/users").status()).isEqualTo(200);
        assertThat(gitlab.get(gitlab.root, "/user").status()).isEqualTo(500);
        assertThat(gitlab.get(gitlab.root, "/user").status()).isEqualTo(200);
    }

    @Test
    void rateLimitSaysWhenToComeBack() {
        gitlab.control("PUT", "/faults", "rate_limit", Map.of("limit", 2, "seconds", 60));
        gitlab.get(gitlab.root, "/user");
        gitlab.get(gitlab.root, "/user");
        Answer limited = gitlab.get(gitlab.root, "/user");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.text()).isEqualTo("Retry later\n");
        assertThat(Integer.parseInt(limited.header("Retry-After"))).isBetween(1, 60);
        assertThat(limited.header("RateLimit-Limit")).isEqualTo("2");
        assertThat(limited.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(limited.header("RateLimit-Reset")).isNotNull();
        gitlab.control("POST", "/clock", "seconds", 61);
        assertThat(gitlab.get(gitlab.root, "/user").status()).isEqualTo(200);
    }

    @Test
    void slowCallsAreServedWithTheirBodies() {
        gitlab.control("PUT", "/faults", "latency_millis", 20);
        assertThat(gitlab.control("GET", "/faults").at("/latency_millis").asInt())
                .isEqualTo(20);
        assertThat(gitlab.post(gitlab.root, "/projects", "name", "slow").status())
                .isEqualTo(201);
    }

    @Test
    void callLogTellsCallsWithoutSecrets() {
        gitlab.control("DELETE", "/calls");
        long project = gitlab.project();
        gitlab.post(
                gitlab.root,
                "/projects/" + project + "/hooks",
                "url",
                "http://127.0.0.1:1/",
                "token",
                "very-secret",
                "name",
                "shown");
        Answer calls = gitlab.control("GET", "/calls?method=POST&path=/hooks$");
        assertThat(calls.json()).hasSize(1);
        assertThat(calls.at("/0/user").asText()).isEqualTo("root");
        assertThat(calls.at("/0/status").asInt()).isEqualTo(201);
        assertThat(calls.at("/0/body").asText()).contains("shown").doesNotContain("very-secret");
        long number = calls.at("/0/number").asLong();
        assertThat(gitlab.control("GET", "/calls?after=" + number).json()).isEmpty();
    }

    @Test
    void pushesRunTheConfiguredCi() {
        long project = gitlab.project();
        String path = "/projects/" + project;
        assertThat(gitlab.post(gitlab.root, path + "/pipeline", "ref", "main")
                        .at("/message/base/0")
                        .asText())
                .isEqualTo("Missing CI config file");
        gitlab.control("PUT", path + "/ci", "on_push", "merge_request", "jobs", List.of(Map.of("name", "test")));
        Answer made = gitlab.post(gitlab.root, path + "/pipeline", "ref", "main");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/source").asText()).isEqualTo("api");
        gitlab.mergeRequest(gitlab.root, project, "feature");
        Answer pipelines = gitlab.get(gitlab.root, path + "/merge_requests/1/pipelines");
        assertThat(pipelines.each("source")).containsExactly("merge_request_event");
        gitlab.commit(gitlab.root, project, "feature", "more.txt", "x");
        assertThat(gitlab.get(gitlab.root, path + "/merge_requests/1/pipelines").json())
                .hasSize(2);
        assertThat(gitlab.post(gitlab.root, path + "/merge_requests/1/pipelines")
                        .status())
                .isEqualTo(201);
    }
}
