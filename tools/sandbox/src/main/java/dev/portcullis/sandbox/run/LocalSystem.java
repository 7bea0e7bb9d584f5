// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.portcullis.sandbox.demo.Company;
import dev.portcullis.sandbox.gitlab.OAuthClient;
import dev.portcullis.sandbox.gitlab.SimulatedGitLab;
import dev.portcullis.sandbox.gitlab.SimulatedGitLabOptions;
import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.servers.EndsWhen;
import dev.portcullis.sandbox.servers.ServersAddress;
import dev.portcullis.sandbox.servers.ServersCommand;
import dev.portcullis.sandbox.servers.ServersOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All of Portcullis on one machine: servers, packaged services and the one origin. */
public final class LocalSystem implements AutoCloseable {
    private final Home home;
    private final UpOptions options;
    private final Progress progress;
    private final Running running = new Running();
    private final Readiness readiness = new Readiness();
    private final Map<String, Integer> ports = servicePorts();
    private final ServiceProcess services;
    private final Secrets secrets;
    private String gitLabUrl;
    private Optional<Configuration> configuration = Optional.empty();

    private LocalSystem(Home home, UpOptions options, Progress progress) {
        this.home = home;
        this.options = options;
        this.progress = progress;
        this.services = new ServiceProcess(home);
        this.secrets = new Secrets(home.secrets());
        this.gitLabUrl = options.gitLabUrl().orElse("");
    }

    /** Prepares a system; nothing runs until {@link #start()}. */
    public static LocalSystem prepare(Home home, UpOptions options, Progress progress) {
        Home.createPrivate(home.state());
        Stale.clear(home, progress);
        Ports.requireFree(options.port(), "--port N");
        return new LocalSystem(home, options, progress);
    }

    /** Starts everything and returns when all of it is ready; {@link #close()} ends it, also after a failure. */
    public void start() throws Exception {
        options.gitLabTokenFile().ifPresent(file -> secrets.put("gitlab-bot-token", readToken(file)));
        Optional<ServersAddress> servers = needsServers()
                ? Optional.of(progress.step("Kafka and PostgreSQL", this::startServers))
                : Optional.empty();
        Database database =
                options.postgres().map(Database::parse).orElseGet(() -> Database.embedded(servers.orElseThrow()));
        String bootstrap = options.kafka().orElseGet(() -> servers.orElseThrow().bootstrapServers());
        if (options.simulated()) {
            gitLabUrl = progress.step("The simulated GitLab", this::startGitLab);
        }
        Configuration made = new Configuration(options, secrets, database, bootstrap, gitLabUrl, ports);
        configuration = Optional.of(made);
        progress.step("Services", () -> startServices(database, made));
        progress.step(
                "One origin at " + options.url(),
                () -> running.add(
                        Origin.start(options.port(), ports, LandingPage.html(gitLabUrl, options.simulated()))));
        record(true);
    }

    /** The one origin. */
    public String url() {
        return options.url();
    }

    /** The GitLab that Portcullis works for. */
    public String gitLabUrl() {
        return gitLabUrl;
    }

    /** A secret of this checkout, e.g. {@code webhook-token}. */
    public String secret(String name) {
        return secrets.get(name);
    }

    /** The processes that run, by name. */
    public Map<String, Long> processes() {
        return running.processes();
    }

    /** Starts a service again, after ending the process that may still run; returns when it is ready. */
    public void restart(String service, Map<String, String> environment) throws InterruptedException {
        halt(service);
        launch(service, configuration.orElseThrow(), environment);
        awaitReady(service);
        record(true);
    }

    /**
     * Starts one more process of a service, which the one origin does not lead to.
     *
     * @return its URL
     */
    public String replicate(String service) throws InterruptedException {
        int port = Ports.free(1).getFirst();
        Map<String, String> properties = configuration.orElseThrow().of(service);
        properties.put("quarkus.http.port", Integer.toString(port));
        Child replica = running.add(services.start(service, service + "-2", properties, Map.of()));
        readiness.await(replica, port);
        record(true);
        return "http://localhost:" + port;
    }

    /** Ends a service's process and leaves the rest running. */
    public void halt(String service) {
        running.find(service).ifPresent(child -> {
            running.remove(child);
            child.stop();
        });
    }

    /** Ends a service's process as a power cut would. */
    public void kill(String service) {
        running.find(service).ifPresent(child -> {
            running.remove(child);
            child.kill();
        });
    }

    /** Whether the process of that service is there. */
    public boolean isRunning(String service) {
        return running.find(service).filter(Child::isAlive).isPresent();
    }

    /**
     * Returns when the system has been closed.
     *
     * @throws RunFailure where one of its processes ends before that
     */
    void awaitEnd() throws InterruptedException {
        Optional<Child> ended = running.awaitFirstEnd();
        if (ended.isPresent()) {
            throw ended.get().failure("ended");
        }
    }

    @Override
    public void close() {
        running.stop();
        RunState.delete(home);
    }

    /** Starts the simulated GitLab and founds the company of the demo on it. */
    private String startGitLab() {
        Ports.requireFree(options.gitLabPort(), "--port N (the simulated GitLab listens on the next port)");
        String url = "http://localhost:" + options.gitLabPort();
        running.add(SimulatedGitLab.start(SimulatedGitLabOptions.of(Tier.FREE)
                .withPort(options.gitLabPort())
                .withExternalUrl(url)
                .withStateDirectory(home.data().resolve("gitlab"))
                .withRootToken(secrets.get("gitlab-root-token"))
                .withApplications(List.of(application()))));
        Company company = Company.found(url, secrets.get("gitlab-root-token"));
        if (!secrets.has("gitlab-bot-token")) {
            secrets.put("gitlab-bot-token", company.token(Company.BOT));
        }
        company.connect(options.url() + "/webhooks/gitlab/" + Configuration.INSTANCE, secrets.get("webhook-token"));
        return url;
    }

    private OAuthClient application() {
        return new OAuthClient(
                Configuration.OAUTH_CLIENT,
                "Portcullis",
                secrets.get("oauth-client-secret"),
                List.of(options.url() + "/api/v1/session/callback"),
                List.of("openid", "profile", "email"),
                true);
    }

    private boolean needsServers() {
        return options.kafka().isEmpty() || options.postgres().isEmpty();
    }

    private ServersAddress startServers() throws IOException {
        ServersOptions wanted = ServersOptions.in(home.data().resolve("servers"))
                .running(options.kafka().isEmpty(), options.postgres().isEmpty())
                .endingWhen(EndsWhen.STDIN_CLOSES, Duration.ZERO);
        List<String> command = ServersCommand.of(home.root(), wanted);
        Child child = running.add(Child.start("servers", command, home.state(), home.log("servers"), Map.of(), true));
        String ready = child.process().inputReader(UTF_8).readLine();
        if (ready == null || !ready.startsWith("{")) {
            throw child.failure("did not start" + (ready == null ? "" : " (" + ready + ")"));
        }
        return ServersAddress.parse(ready);
    }

    private Map<String, Integer> startServices(Database database, Configuration made) throws InterruptedException {
        for (String service : Routes.SERVICES) {
            database.createIfMissing(made.databaseOf(service));
            launch(service, made, Map.of());
        }
        record(false);
        for (String service : Routes.SERVICES) {
            awaitReady(service);
        }
        return ports;
    }

    private void launch(String service, Configuration made, Map<String, String> environment) {
        running.add(services.start(service, made.of(service), environment));
    }

    private void awaitReady(String service) throws InterruptedException {
        readiness.await(running.find(service).orElseThrow(), requireNonNull(ports.get(service), "service has no port"));
    }

    private void record(boolean ready) {
        new RunState(
                        ProcessHandle.current().pid(),
                        ready,
                        options.url(),
                        gitLabUrl,
                        options.simulated(),
                        running.processes(),
                        ports)
                .write(home);
    }

    private static Map<String, Integer> servicePorts() {
        List<Integer> free = new ArrayList<>(Ports.free(Routes.SERVICES.size()));
        Map<String, Integer> ports = new LinkedHashMap<>();
        Routes.SERVICES.forEach(service -> ports.put(service, free.removeFirst()));
        return ports;
    }

    private static String readToken(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new RunFailure("Cannot read the token in " + file + ": " + e.getMessage(), e);
        }
    }
}
