// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one origin: a proxy that sends each path to its service, as the Ingress does in Kubernetes. */
final class Origin implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 20;

    private final Vertx vertx;
    private final Map<String, Integer> ports;
    private final String landingPage;

    private Origin(Vertx vertx, Map<String, Integer> ports, String landingPage) {
        this.vertx = vertx;
        this.ports = Map.copyOf(ports);
        this.landingPage = landingPage;
    }

    /**
     * Listens on the loopback interface.
     *
     * @param port where to listen
     * @param ports where the services listen, by name
     * @param landingPage the HTML of {@code /}
     */
    static Origin start(int port, Map<String, Integer> ports, String landingPage) {
        Origin origin = new Origin(Vertx.vertx(), ports, landingPage);
        await(origin.listen(port), "The proxy cannot listen on port " + port);
        return origin;
    }

    @Override
    public void close() {
        await(vertx.close(), "The proxy does not close");
    }

    private Future<?> listen(int port) {
        HttpProxy proxy = HttpProxy.reverseProxy(vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(128).setIdleTimeout(300)));
        proxy.origin(OriginRequestProvider.selector(context -> Future.succeededFuture(SocketAddress.inetSocketAddress(
                portOf(context.request().proxiedRequest().path()), "127.0.0.1"))));
        proxy.addInterceptor(new ForwardedHeaders());
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setIdleTimeout(600)
                .setMaxInitialLineLength(8_192)
                .setMaxHeaderSize(32_768);
        return vertx.createHttpServer(options)
                .requestHandler(request -> answer(request, proxy))
                .listen();
    }

    private void answer(HttpServerRequest request, HttpProxy proxy) {
        if (request.path().equals("/") && request.method().equals(HttpMethod.GET)) {
            secured(request.response())
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .end(landingPage);
        } else if (Routes.serviceOf(request.path()).isEmpty()) {
            secured(request.response())
                    .setStatusCode(404)
                    .putHeader("Content-Type", "application/problem+json")
                    .end("{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404}");
        } else {
            proxy.handle(request);
        }
    }

    private int portOf(String path) {
        Optional<Integer> port = Routes.serviceOf(path).map(ports::get);
        return port.orElseThrow(() -> new IllegalStateException("no service for a routed path"));
    }

    private static HttpServerResponse secured(HttpServerResponse response) {
        return response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private static void await(Future<?> future, String otherwise) {
        try {
            future.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new RunFailure(otherwise + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure(otherwise + ": interrupted", e);
        }
    }

    /** Tells the services which origin the browser sees; what the browser itself claims about that is dropped. */
    private static final class ForwardedHeaders implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            HttpServerRequest outside = context.request().proxiedRequest();
            context.request().headers().remove("Forwarded");
            context.request().headers().set("X-Forwarded-Proto", "http");
            context.request()
                    .headers()
                    .set("X-Forwarded-Host", outside.authority().toString());
            context.request()
                    .headers()
                    .set("X-Forwarded-For", outside.remoteAddress().hostAddress());
            return context.sendRequest();
        }
    }
}
