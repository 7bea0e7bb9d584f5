// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import dev.portcullis.sandbox.gitlab.api.RestApi;
import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.control.CallLog;
import dev.portcullis.sandbox.gitlab.control.Control;
import dev.portcullis.sandbox.gitlab.control.Faults;
import dev.portcullis.sandbox.gitlab.graphql.GraphQlApi;
import dev.portcullis.sandbox.gitlab.hook.Webhooks;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Authentication;
import dev.portcullis.sandbox.gitlab.http.BlobStore;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.SandboxClock;
import dev.portcullis.sandbox.gitlab.http.StateFile;
import dev.portcullis.sandbox.gitlab.oidc.OpenIdProvider;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.OAuthApplication;
import dev.portcullis.sandbox.gitlab.state.User;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A running simulated GitLab on the loopback interface. One event loop owns its state, so that nothing is locked and
 * nothing changes within a call.
 */
public final class SimulatedGitLab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final HttpServer server;
    private final String baseUrl;
    private final String rootToken;
    private final Persistence persistence;

    private SimulatedGitLab(Vertx vertx, HttpServer server, String baseUrl, String rootToken, Persistence persistence) {
        this.vertx = vertx;
        this.server = server;
        this.baseUrl = baseUrl;
        this.rootToken = rootToken;
        this.persistence = persistence;
    }

    /** Starts an instance; it answers when this returns. Throws {@link IllegalStateException} if the port is taken. */
    public static SimulatedGitLab start(SimulatedGitLabOptions options) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setWorkerPoolSize(2)
                .setMaxEventLoopExecuteTime(10)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
        try {
            return start(vertx, options);
        } catch (RuntimeException e) {
            await(vertx.close().toCompletionStage().toCompletableFuture());
            throw e;
        }
    }

    private static SimulatedGitLab start(Vertx vertx, SimulatedGitLabOptions options) {
        StateFile file = options.stateDirectory() == null ? null : new StateFile(options.stateDirectory());
        GitLabState state = file == null ? new GitLabState() : file.load();
        BlobStore blobs = new BlobStore(file == null ? null : file.blobs());
        Persistence persistence = new Persistence(vertx, file, state, blobs);
        Router router = Router.router(vertx);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(options.port())
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(64 * 1024)
                .setMaxHeaderSize(64 * 1024));
        AtomicBoolean wired = new AtomicBoolean();
        server.requestHandler(request -> {
            if (wired.get()) {
                router.handle(request);
            } else {
                request.response().setStatusCode(503).end();
            }
        });
        await(server.listen().toCompletionStage().toCompletableFuture());
        String baseUrl = "http://127.0.0.1:" + server.actualPort();
        String externalUrl = options.externalUrl() == null ? baseUrl : options.externalUrl();
        CompletableFuture<String> ready = new CompletableFuture<>();
        vertx.runOnContext(ignored -> {
            try {
                String rootToken = wire(vertx, router, state, blobs, persistence, externalUrl, options);
                wired.set(true);
                ready.complete(rootToken);
            } catch (RuntimeException e) {
                ready.completeExceptionally(e);
            }
        });
        return new SimulatedGitLab(vertx, server, baseUrl, await(ready), persistence);
    }

    /** Returns root's token. */
    private static String wire(
            Vertx vertx,
            Router router,
            GitLabState state,
            BlobStore blobs,
            Persistence persistence,
            String externalUrl,
            SimulatedGitLabOptions options) {
        SandboxClock clock = new SandboxClock(state);
        Faults faults = new Faults(clock);
        CallLog calls = new CallLog();
        Webhooks webhooks = new Webhooks(vertx, state, clock, faults, options.version(), persistence::changed);
        Rules rules = new Rules(state, options.tier(), clock, blobs, webhooks);
        Bodies bodies = new Bodies(rules, externalUrl);
        webhooks.connect(rules, bodies);
        String rootToken = root(rules, options.rootToken());
        router.route().handler(new Gate(vertx, faults, calls)::handle);
        router.route().handler(BodyHandler.create(false).setBodyLimit(-1));
        router.route().handler(calls(calls));
        Authentication authentication = new Authentication(state, clock);
        new Control(rules, bodies, faults, calls)
                .register(new Api(router, "/-/sandbox", state, null, persistence::changed));
        RestApi.register(
                new Api(router, "/api/v4", state, authentication, persistence::changed),
                rules,
                bodies,
                webhooks,
                options.version());
        GraphQlApi.register(new Api(router, "/api", state, authentication, persistence::changed), rules);
        OpenIdProvider.register(new Api(router, "", state, null, persistence::changed), rules, bodies);
        options.applications().forEach(client -> register(state, client));
        Gate.errors(router);
        persistence.changed();
        return rootToken;
    }

    private static void register(GitLabState state, OAuthClient client) {
        String secret = client.secret();
        state.oauth.applications.put(
                client.clientId(),
                new OAuthApplication(
                        client.clientId(),
                        client.name(),
                        secret == null ? "" : Digests.sha256(secret),
                        client.redirectUris(),
                        client.scopes(),
                        secret != null,
                        client.trusted()));
    }

    private static String root(Rules rules, @Nullable String wanted) {
        User root = rules.state.userByName("root");
        if (root == null) {
            root = rules.accounts.createUser("root", "Administrator", "admin@example.com", null, true);
        }
        String secret = wanted == null ? "glpat-" + Digests.secret(15) : wanted;
        if (!rules.state.tokens.containsKey(Digests.sha256(secret))) {
            rules.accounts.issue(root, "root", secret, List.of("api", "admin_mode"), null);
        }
        return secret;
    }

    /** Where the instance answers, without a slash at the end. */
    public String baseUrl() {
        return baseUrl;
    }

    /** The secret of the administrator's token. */
    public String rootToken() {
        return rootToken;
    }

    /** Stops the instance; its state is on disk when this returns, if it is kept at all. */
    @Override
    public void close() {
        await(server.close().toCompletionStage().toCompletableFuture());
        CompletableFuture<Boolean> saved = new CompletableFuture<>();
        vertx.runOnContext(ignored -> persistence.saveNow().onComplete(done -> saved.complete(done.succeeded())));
        await(saved);
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the simulated GitLab started or stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The simulated GitLab did not start or stop", e);
        }
    }

    private static io.vertx.core.Handler<io.vertx.ext.web.RoutingContext> calls(CallLog log) {
        return context -> {
            String path = context.request().path();
            if (!path.startsWith("/-/sandbox")) {
                String type = context.request().getHeader("Content-Type");
                boolean text = type != null && (type.startsWith("application/json") || type.contains("urlencoded"));
                String body = text ? context.body().asString() : null;
                context.response()
                        .endHandler(ignored -> log.add(
                                context.request().method().name(),
                                context.request().uri(),
                                context.get("caller"),
                                context.response().getStatusCode(),
                                body));
            }
            context.next();
        };
    }
}
