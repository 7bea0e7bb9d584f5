// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import dev.portcullis.audit.append.EntryStore.Known;
import dev.portcullis.auditlog.CompactRange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Appends a batch of records to the log in one transaction: the leaves, the tree and the next offset stand or fall
 * together, so that a crash at any point loses no record and appends none twice.
 */
@ApplicationScoped
class AppendEntries {
    private static final Logger LOG = Logger.getLogger(AppendEntries.class);

    private final LogStore log;
    private final EntryStore entries;

    AppendEntries(LogStore log, EntryStore entries) {
        this.log = log;
        this.entries = entries;
    }

    /** Where to go on reading. */
    @Transactional
    long nextOffset(Source source) throws SQLException {
        return log.read().nextOffset(source.topicId());
    }

    /**
     * Appends the records, in their order, that are not in the log yet.
     *
     * @return how many leaves the log has grown by
     */
    @Transactional(rollbackOn = Exception.class)
    long append(Source source, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        LogState state = log.lock();
        long next = state.nextOffset(source.topicId());
        List<Leaf> leaves = records.stream()
                .filter(received -> received.offset() >= next)
                .map(ReadLeaf::from)
                .toList();
        if (leaves.isEmpty()) {
            return 0;
        }
        reportLoss(source, next, leaves.getFirst().offset());
        List<Leaf> fresh = withoutDuplicates(leaves, state.tree().size());
        entries.insert(source, state.tree().size(), fresh);
        CompactRange tree = state.tree();
        for (Leaf leaf : fresh) {
            tree = tree.append(leaf.hash());
        }
        log.write(new LogState(tree, source.topicId(), leaves.getLast().offset() + 1));
        return fresh.size();
    }

    private List<Leaf> withoutDuplicates(List<Leaf> leaves, long firstIndex) throws SQLException {
        List<UUID> ids = leaves.stream()
                .map(leaf -> leaf.headers().id())
                .filter(Objects::nonNull)
                .toList();
        Map<UUID, Known> known = new HashMap<>(entries.known(ids));
        List<Leaf> fresh = new ArrayList<>();
        for (Leaf leaf : leaves) {
            UUID id = leaf.headers().id();
            Known earlier = id == null ? null : known.get(id);
            if (earlier == null) {
                if (id != null) {
                    known.put(id, new Known(firstIndex + fresh.size(), leaf.hash()));
                }
                fresh.add(leaf);
            } else if (!earlier.hash().equals(leaf.hash())) {
                fresh.add(leaf.withTakenEventId(earlier.index()));
            }
        }
        return fresh;
    }

    /** The broker keeps records for a limited time; if the service was down for longer, they are gone, and we say so. */
    private static void reportLoss(Source source, long wanted, long found) {
        if (found > wanted) {
            LOG.errorf(
                    "The topic %s no longer has the records %d to %d: they are missing from the audit log",
                    source.topic(), wanted, found - 1);
        }
    }
}
