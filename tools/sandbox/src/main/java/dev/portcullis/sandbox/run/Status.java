// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.io.PrintStream;
import java.util.Optional;

/** Says what runs and whether it is well; exit code 0 only where all of it is. */
final class Status {
    private final Home home;
    private final PrintStream out;

    Status(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    int run() throws InterruptedException {
        Optional<RunState> found = RunState.read(home);
        if (found.isEmpty() || !found.get().alive()) {
            out.println("Portcullis is not running. Start it with ./portcullis up.");
            return 1;
        }
        RunState state = found.get();
        out.println((state.ready() ? "Portcullis runs at " : "Portcullis is starting at ") + state.url() + " for "
                + state.gitLabUrl() + (state.simulated() ? " (the simulated GitLab)." : "."));
        boolean well = state.ready();
        Readiness readiness = new Readiness();
        for (String service : Routes.SERVICES) {
            Integer port = state.ports().get(service);
            boolean ready = port != null && readiness.isReady(port);
            well &= ready;
            out.printf(
                    "  %-20s %-10s process %s, log %s%n",
                    service, ready ? "ready" : "NOT READY", state.processes().get(service), home.log(service));
        }
        boolean servers = Optional.ofNullable(state.processes().get("servers"))
                .map(RunState::isOurs)
                .orElse(true);
        out.printf("  %-20s %-10s%n", "Kafka, PostgreSQL", servers ? "running" : "ENDED");
        return well && servers ? 0 : 1;
    }
}
