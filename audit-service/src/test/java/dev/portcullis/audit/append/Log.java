// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import dev.portcullis.auditlog.CompactRange;
import dev.portcullis.auditlog.Hash;
import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads the log's tables for a test, past the service's own code. */
record Log(AgroalDataSource dataSource) {
    record Row(long index, String body, String fault, String namespace) {}

    long size() throws SQLException {
        return number("select size from log");
    }

    List<Row> from(long index) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select leaf_index, raw, fault, namespace from entry"
                        + " where leaf_index >= " + index + " order by leaf_index")) {
            while (row.next()) {
                rows.add(new Row(
                        row.getLong(1),
                        new String(row.getBytes(2), StandardCharsets.UTF_8),
                        row.getString(3),
                        row.getString(4)));
            }
        }
        return rows;
    }

    /** The root of all leaves' raw bytes, computed anew. */
    Hash recomputedRoot() throws SQLException {
        CompactRange tree = CompactRange.EMPTY;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select raw from entry order by leaf_index")) {
            while (row.next()) {
                tree = tree.append(Hash.leaf(row.getBytes(1)));
            }
        }
        return tree.root();
    }

    long number(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
