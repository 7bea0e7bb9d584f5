// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, whether in the query, in a form or in a JSON body; the body wins. */
public final class Params {
    private final Map<String, @Nullable Object> values;

    /** Values by name; a trailing {@code []} of a name is dropped. */
    public Params(Map<String, @Nullable Object> values) {
        this.values = new LinkedHashMap<>();
        values.forEach((name, value) ->
                this.values.put(name.endsWith("[]") ? name.substring(0, name.length() - 2) : name, value));
    }

    public Set<String> names() {
        return values.keySet();
    }

    /** True if the parameter was sent, be it empty. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    public @Nullable Object raw(String name) {
        return values.get(name);
    }

    /** The text of a parameter; null if it was not sent. */
    public @Nullable String text(String name) {
        Object value = values.get(name);
        if (value instanceof List<?> list) {
            return list.isEmpty() ? null : String.valueOf(list.getLast());
        }
        return value == null ? null : String.valueOf(value);
    }

    public String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    /** The text of a parameter that must be sent: 400 {@code name is missing} otherwise. */
    public String required(String name) {
        String value = text(name);
        if (value == null) {
            throw GitLabError.invalidParameter(name + " is missing");
        }
        return value;
    }

    /** A number; null if it was not sent; 400 {@code name is invalid} if it is none. */
    public @Nullable Long number(String name) {
        String value = text(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw GitLabError.invalidParameter(name + " is invalid");
        }
    }

    public long number(String name, long otherwise) {
        Long value = number(name);
        return value == null ? otherwise : value;
    }

    public long requiredNumber(String name) {
        required(name);
        return number(name, 0);
    }

    /** A yes or no; null if it was not sent; 400 if it is neither. */
    public @Nullable Boolean flag(String name) {
        String value = text(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        return switch (value) {
            case "true", "t", "1", "on", "yes" -> Boolean.TRUE;
            case "false", "f", "0", "off", "no" -> Boolean.FALSE;
            default -> throw GitLabError.invalidParameter(name + " is invalid");
        };
    }

    public boolean flag(String name, boolean otherwise) {
        Boolean value = flag(name);
        return value == null ? otherwise : value;
    }

    /** One of several words; null if it was not sent; 400 {@code name does not have a valid value} if unknown. */
    public @Nullable String choice(String name, Set<String> words) {
        String value = text(name);
        if (value != null && !words.contains(value)) {
            throw GitLabError.invalidParameter(name + " does not have a valid value");
        }
        return value;
    }

    public String choice(String name, Set<String> words, String otherwise) {
        String value = choice(name, words);
        return value == null ? otherwise : value;
    }

    /** A list: a JSON array, a repeated {@code name[]}, or words separated by commas. Empty if not sent. */
    public List<String> list(String name) {
        Object value = values.get(name);
        List<String> found = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(each -> found.add(String.valueOf(each)));
        } else if (value != null) {
            for (String each : String.valueOf(value).split(",")) {
                if (!each.isBlank()) {
                    found.add(each.strip());
                }
            }
        }
        return found;
    }

    public List<Long> numbers(String name) {
        try {
            return new ArrayList<>(list(name).stream()
                    .filter(each -> !each.isEmpty())
                    .map(Long::valueOf)
                    .toList());
        } catch (NumberFormatException e) {
            throw GitLabError.invalidParameter(name + " is invalid");
        }
    }

    /** A list of objects in a JSON body; empty if not sent. */
    public List<Params> objects(String name) {
        List<Params> found = new ArrayList<>();
        if (values.get(name) instanceof List<?> list) {
            for (Object each : list) {
                if (!(each instanceof Map<?, ?> map)) {
                    throw GitLabError.invalidParameter(name + " is invalid");
                }
                found.add(of(map));
            }
        }
        return found;
    }

    /** An object in a JSON body; null if not sent. */
    public @Nullable Params object(String name) {
        return values.get(name) instanceof Map<?, ?> map ? of(map) : null;
    }

    private static Params of(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return new Params(copy);
    }
}
