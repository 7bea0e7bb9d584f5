// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portcullis.gitlab.GitLabException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Words failures so that somebody who operates Portcullis knows what to do. */
final class Failures {
    private static final int LONGEST_QUOTE = 300;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String server;

    Failures(GitLabServer server) {
        this.server = "GitLab '" + server.name() + "' (" + server.url() + ")";
    }

    static Kind kindOf(int status) {
        return switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.FORBIDDEN;
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            case 429 -> Kind.RATE_LIMITED;
            default -> status >= 500 ? Kind.UNAVAILABLE : Kind.INVALID;
        };
    }

    GitLabException answered(String method, Endpoint endpoint, int status, String body, @Nullable Duration wait) {
        Kind kind = kindOf(status);
        String said = quote(body);
        String message = server + " answered " + method + " " + endpoint.path() + " with " + status
                + (said.isEmpty() ? "" : " (" + said + ")") + ". " + advice(kind);
        return new GitLabException(kind, status, message, wait, null);
    }

    GitLabException unreachable(String method, Endpoint endpoint, IOException cause) {
        String message = server + " gave no usable answer to " + method + " " + endpoint.path() + ": " + reason(cause)
                + ". " + advice(Kind.UNAVAILABLE);
        return new GitLabException(Kind.UNAVAILABLE, 0, message, null, cause);
    }

    GitLabException unreadable(Endpoint endpoint, IOException cause) {
        String what = cause instanceof JsonProcessingException json ? json.getOriginalMessage() : reason(cause);
        String message =
                server + " answered " + endpoint.path() + " with something that is not what its API describes: "
                        + what.lines().findFirst().orElse("unreadable") + ".";
        return new GitLabException(Kind.UNAVAILABLE, 200, message, null, cause);
    }

    GitLabException limited(Endpoint endpoint, Duration wait) {
        String message = server + " limits the rate of requests; " + endpoint.path() + " has to wait "
                + Math.max(1, wait.toSeconds()) + " s.";
        return new GitLabException(Kind.RATE_LIMITED, 429, message, wait, null);
    }

    GitLabException refused(Endpoint endpoint, String what) {
        return new GitLabException(Kind.INVALID, 0, server + ", " + endpoint.path() + ": " + what + ".", null, null);
    }

    GitLabException notFound(Endpoint endpoint, String what) {
        String message = server + ", " + endpoint.path() + ": " + what + ".";
        return new GitLabException(Kind.NOT_FOUND, 404, message, null, null);
    }

    static IOException redirected(URI from, String where) {
        return new IOException("a redirect from " + from.getHost() + " " + where);
    }

    private static String advice(Kind kind) {
        return switch (kind) {
            case UNAUTHORIZED -> "Its token is wrong, expired or revoked: configure a valid one.";
            case FORBIDDEN -> "The token's user may not do this: give it a higher role or the scope 'api'.";
            case NOT_FOUND -> "It does not exist, or the token's user may not see it.";
            case CONFLICT -> "Its state changed meanwhile.";
            case INVALID -> "Sending the same again will not help.";
            case RATE_LIMITED -> "Too many requests; it is tried again later.";
            case UNAVAILABLE -> "It is tried again later.";
        };
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private static String quote(String body) {
        String text;
        try {
            JsonNode json = JSON.readTree(body);
            JsonNode said = json.hasNonNull("message") ? json.get("message") : json.path("error");
            text = said.isTextual() ? said.textValue() : said.isMissingNode() ? "" : said.toString();
        } catch (IOException notJson) {
            text = body;
        }
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }
}
