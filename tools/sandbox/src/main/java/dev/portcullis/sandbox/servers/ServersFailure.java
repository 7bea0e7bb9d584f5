// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import org.jspecify.annotations.Nullable;

/** The servers cannot run here; the message tells a person what is in the way and what to do about it. */
public final class ServersFailure extends RuntimeException {
    public ServersFailure(String message) {
        super(message);
    }

    public ServersFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether a full disk is what made something fail: PostgreSQL and Kafka say it only deep in a message. */
    static boolean isFullDisk(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && message.contains("No space left on device")) {
                return true;
            }
        }
        return false;
    }
}
