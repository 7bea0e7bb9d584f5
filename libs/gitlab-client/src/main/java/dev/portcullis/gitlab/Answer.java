// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP answer.
 *
 * @param value the body of a success, null otherwise
 * @param error the body of anything else, empty otherwise
 */
record Answer<T>(int status, HttpHeaders headers, @Nullable T value, String error) {
    private static final int LARGEST_ERROR = 1 << 20;

    /** Reads the body of a success with {@code success}, and everything else as bounded bytes. */
    static <T> BodyHandler<Answer<T>> handler(BodyHandler<T> success) {
        return info -> {
            int status = info.statusCode();
            HttpHeaders headers = info.headers();
            if (status / 100 == 2) {
                return BodySubscribers.mapping(success.apply(info), value -> new Answer<>(status, headers, value, ""));
            }
            return BodySubscribers.mapping(
                    BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), LARGEST_ERROR)
                            .apply(info),
                    body -> new Answer<T>(status, headers, null, body));
        };
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }
}
