// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** GitLab's two ways to page a list. */
public final class Paging {
    private static final int DEFAULT = 20;
    private static final int MAX = 100;
    private static final int COUNT_LIMIT = 10_000;
    private static final int OFFSET_LIMIT = 50_000;

    private final String baseUrl;

    /** Links begin with {@code baseUrl}, the instance's external URL. */
    public Paging(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Offset paging: {@code page}, {@code per_page}, the {@code x-*} headers and {@code link}. */
    public <T> Reply offset(Call call, List<T> items, Function<T, ?> body) {
        long page = call.params().number("page", 1);
        int size = size(call);
        if (page < 1) {
            throw GitLabError.invalidParameter("page does not have a valid value");
        }
        if ((page - 1) * size > OFFSET_LIMIT) {
            throw new GitLabError(
                    405,
                    Json.object(
                            "error",
                            "Offset pagination has a maximum allowed offset of " + OFFSET_LIMIT
                                    + " for requests that return objects of this type."
                                    + " Remaining records can be retrieved using keyset pagination."));
        }
        int from = (int) Math.min((page - 1) * size, items.size());
        int to = Math.min(from + size, items.size());
        long pages = Math.max(1, (items.size() + size - 1) / size);
        List<Object> bodies = new ArrayList<>();
        items.subList(from, to).forEach(item -> bodies.add(body.apply(item)));
        Reply reply = Reply.ok(bodies)
                .with("x-page", String.valueOf(page))
                .with("x-per-page", String.valueOf(size))
                .with("x-prev-page", page > 1 ? String.valueOf(page - 1) : "")
                .with("x-next-page", page < pages ? String.valueOf(page + 1) : "");
        boolean counted = items.size() <= COUNT_LIMIT;
        if (counted) {
            reply = reply.with("x-total", String.valueOf(items.size())).with("x-total-pages", String.valueOf(pages));
        }
        return reply.with("link", offsetLinks(call, page, size, pages, counted));
    }

    /**
     * Keyset paging by id, where the call asks for it and the resource has it; offset paging otherwise.
     *
     * @param cursor the query parameter that goes on: {@code id_after} for projects, {@code cursor} elsewhere
     */
    public <T> Reply keyset(Call call, List<T> items, ToLongFunction<T> id, Function<T, ?> body, String cursor) {
        if (!"keyset".equals(call.params().text("pagination"))) {
            return offset(call, items, body);
        }
        String order = call.params().text("order_by", "id");
        if (!order.equals("id")) {
            throw new GitLabError(
                    405, Json.object("error", "Keyset pagination is not yet available for this type of request"));
        }
        boolean descending = call.params().text("sort", "desc").equals("desc");
        String parameter = cursor.equals("id_after") && descending ? "id_before" : cursor;
        Long after = position(call, parameter);
        int size = size(call);
        List<T> rest = items.stream()
                .sorted((a, b) -> Long.compare(id.applyAsLong(a), id.applyAsLong(b)) * (descending ? -1 : 1))
                .filter(item ->
                        after == null || (descending ? id.applyAsLong(item) < after : id.applyAsLong(item) > after))
                .toList();
        List<Object> bodies = new ArrayList<>();
        rest.stream().limit(size).forEach(item -> bodies.add(body.apply(item)));
        Reply reply = Reply.ok(bodies);
        if (rest.size() <= size) {
            return reply;
        }
        long last = id.applyAsLong(rest.get(size - 1));
        String value = parameter.equals("cursor")
                ? Base64.getUrlEncoder().encodeToString(String.valueOf(last).getBytes(StandardCharsets.UTF_8))
                : String.valueOf(last);
        return reply.with("link", link(call, Map.of(parameter, value), "next"));
    }

    private static @Nullable Long position(Call call, String parameter) {
        if (!parameter.equals("cursor")) {
            return call.params().number(parameter);
        }
        String cursor = call.params().text("cursor");
        try {
            return cursor == null
                    ? null
                    : Long.valueOf(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw GitLabError.invalidParameter("cursor is invalid");
        }
    }

    private static int size(Call call) {
        long size = call.params().number("per_page", DEFAULT);
        if (size < 1) {
            throw GitLabError.invalidParameter("per_page does not have a valid value");
        }
        return (int) Math.min(size, MAX);
    }

    private String offsetLinks(Call call, long page, int size, long pages, boolean counted) {
        List<String> links = new ArrayList<>();
        String perPage = String.valueOf(size);
        if (page > 1) {
            links.add(link(call, Map.of("page", String.valueOf(page - 1), "per_page", perPage), "prev"));
        }
        if (page < pages) {
            links.add(link(call, Map.of("page", String.valueOf(page + 1), "per_page", perPage), "next"));
        }
        links.add(link(call, Map.of("page", "1", "per_page", perPage), "first"));
        if (counted) {
            links.add(link(call, Map.of("page", String.valueOf(pages), "per_page", perPage), "last"));
        }
        return String.join(", ", links);
    }

    private String link(Call call, Map<String, String> changed, String relation) {
        List<String> query = new ArrayList<>();
        String raw = call.request().query();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String name = URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8);
            if (!changed.containsKey(name) && !name.equals("private_token") && !name.equals("access_token")) {
                query.add(pair);
            }
        }
        new TreeMap<>(changed).forEach((name, value) -> query.add(encode(name) + "=" + encode(value)));
        String text = String.join("&", query);
        return "<" + baseUrl + call.request().path() + "?" + text + ">; rel=\"" + relation + "\"";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
