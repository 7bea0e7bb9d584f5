// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.publish;

/** Kafka has not acknowledged an event in time. It may still have it: the same event sent again keeps its id. */
public final class NotPublishedException extends RuntimeException {
    NotPublishedException(String message, Throwable cause) {
        super(message, cause);
    }
}
