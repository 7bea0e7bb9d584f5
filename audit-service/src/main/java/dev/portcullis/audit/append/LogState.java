// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import dev.portcullis.auditlog.CompactRange;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the log has grown.
 *
 * @param tree its Merkle tree
 * @param topicId the Kafka topic that {@code nextOffset} counts in; absent before the first leaf
 * @param nextOffset the offset of the first record that is not in the log yet
 */
record LogState(CompactRange tree, @Nullable UUID topicId, long nextOffset) {
    /** Where to go on reading the topic with that id: a topic that was created anew is read from its beginning. */
    long nextOffset(UUID currentTopicId) {
        return currentTopicId.equals(topicId) ? nextOffset : 0;
    }
}
