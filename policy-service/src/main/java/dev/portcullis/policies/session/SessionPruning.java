// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Removes ended sessions and abandoned sign-ins now and then; nothing rests on when. */
@ApplicationScoped
class SessionPruning {
    private final Sessions sessions;

    SessionPruning(Sessions sessions) {
        this.sessions = sessions;
    }

    @Scheduled(every = "10m", delayed = "1m")
    void prune() {
        sessions.prune();
    }
}
