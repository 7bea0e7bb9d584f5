// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import dev.portcullis.auditlog.CompactRange;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Keeps how far the log has grown. */
@ApplicationScoped
class LogStore {
    /** The one log there is. */
    static final String LOG = "portcullis";

    private static final String SELECT = "select size, subtrees, topic_id, next_offset from log where name = ?";

    private final AgroalDataSource dataSource;

    LogStore(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    LogState read() throws SQLException {
        return select(SELECT);
    }

    /**
     * Reads the state and keeps others from changing it until the transaction ends. A sequencer that lost its partition
     * without noticing waits here, and then sees that the records it holds are in the log already.
     */
    LogState lock() throws SQLException {
        return select(SELECT + " for update");
    }

    void write(LogState state) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update log set size = ?, subtrees = ?, topic_id = ?, next_offset = ? where name = ?")) {
            update.setLong(1, state.tree().size());
            update.setBytes(2, state.tree().bytes());
            update.setObject(3, state.topicId());
            update.setLong(4, state.nextOffset());
            update.setString(5, LOG);
            update.executeUpdate();
        }
    }

    private LogState select(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, LOG);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                CompactRange tree = CompactRange.of(row.getLong(1), row.getBytes(2));
                return new LogState(tree, row.getObject(3, UUID.class), row.getLong(4));
            }
        }
    }
}
