// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Signs a person in to Portcullis the way a browser does: over GitLab's sign-in page, with cookies. */
public final class SignIn {
    private static final int MAX_REDIRECTS = 10;
    private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("<form\\b[^>]*\\baction=\"([^\"]*)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String origin;

    private SignIn(String origin) {
        this.origin = origin;
    }

    /**
     * Signs in.
     *
     * @param origin where Portcullis is
     * @return a caller of Portcullis' API with the person's session
     */
    public static Rest at(String origin, String username, String password) {
        return new SignIn(origin).as(username, password);
    }

    private Rest as(String username, String password) {
        HttpResponse<String> page = get(URI.create(origin + "/api/v1/session/login"));
        if (ACTION.matcher(page.body()).find()) {
            page = post(page, fields(page.body(), username, password));
        }
        if (page.statusCode() != 200 || !page.uri().toString().startsWith(origin)) {
            throw new StoryFailure("Sign-in of " + username + " ended at " + page.uri() + " with " + page.statusCode()
                    + ": " + page.body());
        }
        return new Rest(http, origin, Map.of("Accept", "application/json"));
    }

    private static Map<String, String> fields(String html, String username, String password) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher inputs = INPUT.matcher(html);
        while (inputs.find()) {
            Map<String, String> attributes = ATTRIBUTE
                    .matcher(inputs.group())
                    .results()
                    .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2), (a, b) -> b));
            String name = attributes.getOrDefault("name", "");
            if (!name.isEmpty()) {
                fields.put(name, attributes.getOrDefault("value", ""));
            }
        }
        fields.replaceAll((name, value) -> {
            if (name.contains("password")) {
                return password;
            }
            return name.contains("login") || name.contains("username") ? username : value;
        });
        return fields;
    }

    private HttpResponse<String> post(HttpResponse<String> page, Map<String, String> fields) {
        Matcher action = ACTION.matcher(page.body());
        URI target = action.find() ? page.uri().resolve(action.group(1).replace("&amp;", "&")) : page.uri();
        String form = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    private HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri).build());
    }

    /** Follows redirects as browsers do: with a GET that has nothing of the request before. */
    private HttpResponse<String> send(HttpRequest request) {
        HttpResponse<String> answer = exchange(request);
        for (int hop = 0; hop < MAX_REDIRECTS && answer.statusCode() / 100 == 3; hop++) {
            URI next =
                    answer.uri().resolve(answer.headers().firstValue("Location").orElse(""));
            answer = exchange(HttpRequest.newBuilder(next).build());
        }
        return answer;
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StoryFailure("Sign-in got no answer from " + request.uri() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailure("Interrupted", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
