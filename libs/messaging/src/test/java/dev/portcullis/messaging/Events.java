// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.RepositoryPushed;
import java.time.Instant;

/** Events to send in tests. */
public final class Events {
    public static final ProjectRef PROJECT = new ProjectRef("main", 42, "group/project");

    private Events() {}

    public static Event<RepositoryPushed> pushed(String branch) {
        return new Event<>(
                Ids.timeOrdered(),
                "/gitlab/main",
                EventType.REPOSITORY_PUSHED,
                "main/42",
                Instant.parse("2026-03-01T10:15:30Z"),
                "correlation-1",
                "cause-1",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                new RepositoryPushed(PROJECT, branch, "0".repeat(40), "a".repeat(40), 7));
    }
}
