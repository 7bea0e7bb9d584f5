// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.tree;

import dev.portcullis.auditlog.CompactRange;
import dev.portcullis.messaging.DatabaseException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the tree that the log keeps. */
@ApplicationScoped
class TreeStore {
    private final AgroalDataSource dataSource;

    TreeStore(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    Tree read() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select name, size, subtrees from log");
                ResultSet row = select.executeQuery()) {
            row.next();
            CompactRange tree = CompactRange.of(row.getLong(2), row.getBytes(3));
            return new Tree(row.getString(1), tree.size(), tree.root().hex());
        } catch (SQLException e) {
            throw new DatabaseException("the audit log's tree cannot be read", e);
        }
    }
}
