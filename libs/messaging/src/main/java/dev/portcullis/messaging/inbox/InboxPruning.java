// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.inbox;

import dev.portcullis.messaging.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class InboxPruning {
    private final Inbox inbox;
    private @Nullable Loop loop;

    InboxPruning(Inbox inbox) {
        this.inbox = inbox;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("inbox pruning", Duration.ofHours(1), inbox::prune);
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }
}
