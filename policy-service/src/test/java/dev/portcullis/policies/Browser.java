// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static java.util.Objects.requireNonNull;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs in as a browser does: from Portcullis to GitLab's form and back. Portcullis is reached under a public https
 * origin that leads to the service under test.
 */
final class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"authenticity_token\" value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** The cookies that Portcullis has set, by name. */
    Map<String, String> cookies() {
        return cookies;
    }

    /** Begins a sign-in and gives where Portcullis sends the browser. */
    URI begin(String path) {
        HttpResponse<String> answer = portcullis(path);
        return location(answer);
    }

    /** Signs in at GitLab and gives where that sends the browser: back to Portcullis. */
    URI atGitLab(URI authorize, String username, String password) {
        URI form = location(send(HttpRequest.newBuilder(authorize).build()), authorize);
        HttpResponse<String> page = send(HttpRequest.newBuilder(form).build());
        Matcher token = TOKEN.matcher(page.body());
        if (!token.find()) {
            throw new AssertionError("no form at " + form + ": " + page.body());
        }
        String body = "authenticity_token=" + encode(token.group(1)) + "&user%5Blogin%5D=" + encode(username)
                + "&user%5Bpassword%5D=" + encode(password);
        HttpResponse<String> signedIn = send(HttpRequest.newBuilder(form)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        URI again = location(signedIn, form);
        return location(send(HttpRequest.newBuilder(again).build()), again);
    }

    /** Follows GitLab's redirect to Portcullis. */
    HttpResponse<String> comeBack(URI callback) {
        if (!callback.toString().startsWith(GitLabs.PUBLIC_URL)) {
            throw new AssertionError("GitLab sent the browser to " + callback);
        }
        return portcullis(callback.getRawPath() + "?" + callback.getRawQuery());
    }

    /** The whole way. */
    HttpResponse<String> signIn(String path, String username, String password) {
        return comeBack(atGitLab(begin(path), username, password));
    }

    /** Asks Portcullis with the cookies at hand, and keeps those that it sets. */
    HttpResponse<String> portcullis(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path));
        // A client of its own: the cookies are marked Secure, which the loopback address is not.
        StringBuilder header = new StringBuilder();
        cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                .append(name)
                .append('=')
                .append(value));
        if (!header.isEmpty()) {
            request.header("Cookie", header.toString());
        }
        HttpResponse<String> answer;
        try (HttpClient plain = HttpClient.newHttpClient()) {
            answer = plain.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        return answer;
    }

    private void keep(String setCookie) {
        String pair = setCookie.substring(0, setCookie.indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(pair.indexOf('=') + 1);
        if (value.isEmpty() || value.equals("\"\"")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static URI location(HttpResponse<String> answer, URI base) {
        return base.resolve(location(answer));
    }

    private static URI location(HttpResponse<String> answer) {
        String location = answer.headers().firstValue("Location").orElse(null);
        return URI.create(requireNonNull(
                location, answer.uri() + " answered " + answer.statusCode() + " without Location: " + answer.body()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
