// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import dev.portcullis.sandbox.gitlab.control.CallLog;
import dev.portcullis.sandbox.gitlab.control.Faults;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What stands before every call: faults that are set, and the control API only for this machine. */
final class Gate {
    private static final Logger LOG = Logger.getLogger(Gate.class.getName());
    private static final String CONTROL = "/-/sandbox";

    private final Vertx vertx;
    private final Faults faults;
    private final CallLog calls;

    Gate(Vertx vertx, Faults faults, CallLog calls) {
        this.vertx = vertx;
        this.faults = faults;
        this.calls = calls;
    }

    void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        if (path.startsWith(CONTROL)) {
            boolean local = request.remoteAddress() != null
                    && (request.remoteAddress().hostAddress().startsWith("127.")
                            || request.remoteAddress().hostAddress().contains("::1")
                            || request.remoteAddress().hostAddress().equals("0:0:0:0:0:0:0:1"));
            if (local) {
                context.next();
            } else {
                context.fail(404);
            }
            return;
        }
        Faults.Failure failure = faults.failure(request.method().name(), path, caller(request));
        if (failure != null) {
            fail(context, failure);
        } else if (faults.latencyMillis() > 0) {
            request.pause();
            vertx.setTimer(faults.latencyMillis(), ignored -> {
                request.resume();
                context.next();
            });
        } else {
            context.next();
        }
    }

    private void fail(RoutingContext context, Faults.Failure failure) {
        HttpServerRequest request = context.request();
        calls.add(request.method().name(), request.uri(), null, failure.status(), null);
        if (failure.status() == 0) {
            request.connection().close();
            return;
        }
        HttpServerResponse response = context.response().setStatusCode(failure.status());
        failure.headers().forEach(response::putHeader);
        if (failure.status() == 429) {
            response.putHeader("content-type", "text/plain").end("Retry later\n");
        } else {
            response.putHeader("content-type", "text/html").end("<h1>GitLab is not responding</h1>");
        }
    }

    /** Calls are limited by token; what is kept of it is its digest. */
    private static String caller(HttpServerRequest request) {
        String token = request.getHeader("PRIVATE-TOKEN");
        String bearer = request.getHeader("Authorization");
        return Digests.sha256(token != null ? token : bearer != null ? bearer : "");
    }

    /** GitLab's bodies for what no route answers. */
    static void errors(Router router) {
        router.errorHandler(404, context -> answer(context, 404, "404 Not Found"));
        router.errorHandler(405, context -> answer(context, 405, "405 Not Allowed"));
        router.errorHandler(500, context -> {
            LOG.log(
                    Level.SEVERE,
                    "The simulated GitLab failed in " + context.request().path(),
                    context.failure());
            answer(context, 500, "500 Internal Server Error");
        });
    }

    private static void answer(RoutingContext context, int status, String error) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Json.write(Json.object("error", error)));
    }
}
