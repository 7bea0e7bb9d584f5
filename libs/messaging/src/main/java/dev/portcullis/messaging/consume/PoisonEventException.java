// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** One event can never be handled, whatever happens: it goes to the dead letters and the others go on. */
public final class PoisonEventException extends RuntimeException {
    private final UUID eventId;
    private final String reason;

    /** {@code reason} is kept and shown; it must not quote secrets. */
    public PoisonEventException(UUID eventId, String reason) {
        super(requireNonNull(reason, "reason is null"));
        this.reason = reason;
        this.eventId = requireNonNull(eventId, "eventId is null");
    }

    public UUID eventId() {
        return eventId;
    }

    public String reason() {
        return reason;
    }
}
