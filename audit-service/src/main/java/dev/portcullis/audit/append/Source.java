// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Where records come from.
 *
 * @param topic the topic's name on the broker
 * @param topicId the broker's id of it, another one after it was deleted and created anew
 * @param partition which partition
 */
record Source(String topic, UUID topicId, int partition) {
    Source {
        requireNonNull(topic, "topic is null");
        requireNonNull(topicId, "topicId is null");
    }
}
