// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import dev.portcullis.sandbox.gitlab.state.AccessToken;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.User;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Registers endpoints below one prefix and turns requests into {@link Call}s and {@link Reply}s into responses. */
public final class Api {
    private final Router router;
    private final String prefix;
    private final GitLabState state;
    private final @Nullable Authentication authentication;
    private final Runnable changed;

    /**
     * @param authentication how callers are told; null where the endpoints do that themselves
     * @param changed called after each call that may have changed the state
     */
    public Api(
            Router router,
            String prefix,
            GitLabState state,
            @Nullable Authentication authentication,
            Runnable changed) {
        this.router = router;
        this.prefix = prefix;
        this.state = state;
        this.authentication = authentication;
        this.changed = changed;
    }

    public void get(String path, Endpoint endpoint) {
        register(HttpMethod.GET, path, endpoint);
    }

    public void head(String path, Endpoint endpoint) {
        register(HttpMethod.HEAD, path, endpoint);
    }

    public void post(String path, Endpoint endpoint) {
        register(HttpMethod.POST, path, endpoint);
    }

    public void put(String path, Endpoint endpoint) {
        register(HttpMethod.PUT, path, endpoint);
    }

    public void patch(String path, Endpoint endpoint) {
        register(HttpMethod.PATCH, path, endpoint);
    }

    public void delete(String path, Endpoint endpoint) {
        register(HttpMethod.DELETE, path, endpoint);
    }

    /** As {@link #post}, where the answer comes later. */
    public void postLater(String path, Function<Call, Future<Reply>> endpoint) {
        router.route(HttpMethod.POST, prefix + path).handler(context -> {
            Future<Reply> reply;
            try {
                reply = endpoint.apply(call(context));
            } catch (GitLabError e) {
                reply = Future.succeededFuture(new Reply(e.status(), Map.of(), e.body()));
            }
            reply.onSuccess(answer -> {
                changed.run();
                send(context, answer);
            });
            reply.onFailure(context::fail);
        });
    }

    private void register(HttpMethod method, String path, Endpoint endpoint) {
        router.route(method, prefix + path).handler(context -> serve(context, endpoint));
    }

    private void serve(RoutingContext context, Endpoint endpoint) {
        Reply reply;
        try {
            Call call = call(context);
            reply = endpoint.answer(call);
        } catch (GitLabError e) {
            reply = new Reply(e.status(), Map.of(), e.body());
        }
        HttpMethod method = context.request().method();
        if (reply.status() < 400 && !reads(method)) {
            changed.run();
        }
        send(context, reply);
    }

    private Call call(RoutingContext context) {
        Params params = params(context);
        Map<String, String> path = new LinkedHashMap<>(context.pathParams());
        if (authentication == null) {
            return new Call(context.request(), path, params, null, null);
        }
        AccessToken token = authentication.token(context.request(), scope(context));
        User caller = token == null ? null : state.user(token.userId);
        if (caller != null) {
            context.put("caller", caller.username);
        }
        return new Call(context.request(), path, params, caller, token);
    }

    private static boolean reads(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private String scope(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (!reads(method)) {
            return "api";
        }
        String path = context.normalizedPath();
        boolean aboutUsers = path.startsWith(prefix + "/user") || path.endsWith("/personal_access_tokens/self");
        return aboutUsers ? "read_user" : "read_api";
    }

    /** Query, form and JSON body as one set of parameters. */
    public static Params params(RoutingContext context) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        context.queryParams()
                .names()
                .forEach(name -> add(values, name, context.queryParams().getAll(name)));
        context.request()
                .formAttributes()
                .names()
                .forEach(name ->
                        add(values, name, context.request().formAttributes().getAll(name)));
        String type = context.request().getHeader("Content-Type");
        if (type != null && type.startsWith("application/json")) {
            String text = context.body().asString();
            if (text != null && !text.isBlank()) {
                Map<String, @Nullable Object> body = Json.readObject(text);
                if (body == null) {
                    throw GitLabError.message(400, "400 Bad request - The body is not a JSON object");
                }
                values.putAll(body);
            }
        }
        return new Params(values);
    }

    private static void add(Map<String, @Nullable Object> values, String name, List<String> all) {
        values.put(name, name.endsWith("[]") ? new ArrayList<>(all) : all.getLast());
    }

    /** Writes an answer. */
    public static void send(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response().setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (reply.body() instanceof byte[] bytes) {
            response.end(Buffer.buffer(bytes));
        } else if (reply.body() == null) {
            response.end();
        } else {
            response.putHeader("content-type", "application/json").end(Json.write(reply.body()));
        }
    }
}
