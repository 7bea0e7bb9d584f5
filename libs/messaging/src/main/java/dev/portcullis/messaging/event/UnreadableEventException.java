// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.event;

import java.util.Optional;

/**
 * A Kafka record that is no event of this version. The message names what is wrong and never quotes the content, which
 * may hold secrets.
 */
public final class UnreadableEventException extends Exception {
    /**
     * Where in a body the reader stopped.
     *
     * @param line from 1
     * @param column from 1
     * @param byteOffset from 0
     */
    public record Position(int line, int column, long byteOffset) {}

    private final String reason;
    private final transient Optional<Position> position;

    UnreadableEventException(String reason) {
        super(reason);
        this.reason = reason;
        this.position = Optional.empty();
    }

    UnreadableEventException(String reason, Position position) {
        super(reason);
        this.reason = reason;
        this.position = Optional.of(position);
    }

    /** What is wrong, the same as the message. */
    public String reason() {
        return reason;
    }

    /** Where in the body; empty where the headers, or the body as a whole, are to blame. */
    public Optional<Position> position() {
        return position;
    }
}
