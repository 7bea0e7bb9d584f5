// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads what commands write. */
final class Json {
    private Json() {}

    static Object read(String json) {
        return requireNonNull(CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** What stands at a path of keys and indexes; an error if nothing does. */
    static Object at(Object value, Object... path) {
        Object found = value;
        for (Object step : path) {
            found = requireNonNull(
                    step instanceof Integer index ? ((List<?>) found).get(index) : ((Map<?, ?>) found).get(step),
                    () -> "nothing at " + step);
        }
        return found;
    }

    static List<?> list(Object value) {
        return (List<?>) value;
    }
}
