// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.portcullis.sandbox.servers.EndsWhen;
import dev.portcullis.sandbox.servers.ServersAddress;
import dev.portcullis.sandbox.servers.ServersCommand;
import dev.portcullis.sandbox.servers.ServersOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts everything, stays until it is told to end, and leaves nothing running. */
final class Up {
    private final Home home;
    private final UpOptions options;
    private final Progress progress;
    private final Running running = new Running();
    private final long start = System.nanoTime();

    Up(Home home, UpOptions options, Progress progress) {
        this.home = home;
        this.options = options;
        this.progress = progress;
    }

    int run() throws Exception {
        Home.createPrivate(home.state());
        Stale.clear(home, progress);
        Ports.requireFree(options.port(), "--port N");
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
        try {
            RunState state = startEverything();
            announce(state);
            Child ended = running.awaitFirstEnd();
            throw ended.failure("ended");
        } finally {
            end();
        }
    }

    private RunState startEverything() throws Exception {
        Secrets secrets = new Secrets(home.secrets());
        options.gitLabTokenFile().ifPresent(file -> secrets.put("gitlab-bot-token", readToken(file)));
        progress.say("Starting Portcullis in " + home.root());
        Optional<ServersAddress> servers = needsServers()
                ? Optional.of(progress.step("Kafka and PostgreSQL", this::startServers))
                : Optional.empty();
        Database database =
                options.postgres().map(Database::parse).orElseGet(() -> Database.embedded(servers.orElseThrow()));
        String bootstrap = options.kafka().orElseGet(() -> servers.orElseThrow().bootstrapServers());
        Map<String, Integer> ports = servicePorts();
        String gitLabUrl = options.gitLabUrl().orElse("");
        Configuration configuration = new Configuration(options, secrets, database, bootstrap, gitLabUrl, ports);
        progress.step("Services", () -> startServices(database, configuration, ports));
        progress.step(
                "One origin at " + options.url(),
                () -> running.add(
                        Origin.start(options.port(), ports, LandingPage.html(gitLabUrl, options.simulated()))));
        return record(true, gitLabUrl, ports);
    }

    private boolean needsServers() {
        return options.kafka().isEmpty() || options.postgres().isEmpty();
    }

    private ServersAddress startServers() throws IOException {
        ServersOptions wanted = ServersOptions.in(home.data().resolve("servers"))
                .running(options.kafka().isEmpty(), options.postgres().isEmpty())
                .endingWhen(EndsWhen.STDIN_CLOSES, Duration.ZERO);
        Child child = running.add(Child.start(
                "servers", ServersCommand.of(home.root(), wanted), home.state(), home.log("servers"), Map.of(), true));
        BufferedReader output = child.process().inputReader(UTF_8);
        String ready = output.readLine();
        if (ready == null) {
            throw child.failure("did not start");
        }
        return ServersAddress.parse(ready);
    }

    private Map<String, Integer> servicePorts() {
        List<Integer> free = Ports.free(Routes.SERVICES.size());
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (int i = 0; i < free.size(); i++) {
            ports.put(Routes.SERVICES.get(i), free.get(i));
        }
        return ports;
    }

    private Map<String, Long> startServices(Database database, Configuration configuration, Map<String, Integer> ports)
            throws InterruptedException {
        ServiceProcess process = new ServiceProcess(home);
        List<Child> children = new ArrayList<>();
        for (String service : Routes.SERVICES) {
            database.createIfMissing(Configuration.databaseOf(service));
            children.add(running.add(process.start(service, configuration.of(service), Map.of())));
        }
        record(false, "", ports);
        Readiness readiness = new Readiness();
        for (Child child : children) {
            readiness.await(child, requireNonNull(ports.get(child.name()), "service has no port"));
        }
        return running.processes();
    }

    private RunState record(boolean ready, String gitLabUrl, Map<String, Integer> ports) {
        RunState state = new RunState(
                ProcessHandle.current().pid(),
                ready,
                options.url(),
                gitLabUrl,
                options.simulated(),
                running.processes(),
                ports);
        state.write(home);
        return state;
    }

    private void announce(RunState state) {
        progress.say("Portcullis is up after " + Progress.seconds(Duration.ofNanos(System.nanoTime() - start)) + ".");
        progress.say("");
        progress.say("  Where to look:  " + state.url() + "  (the documentation of the API, and where to sign in)");
        progress.say("  Next:           ./portcullis demo plays the story; ./portcullis status; Ctrl-C ends it.");
    }

    private void end() {
        running.stop();
        RunState.delete(home);
    }

    private static String readToken(java.nio.file.Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new RunFailure("Cannot read the token in " + file + ": " + e.getMessage(), e);
        }
    }
}
