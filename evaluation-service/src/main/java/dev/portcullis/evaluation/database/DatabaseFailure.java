// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.database;

import java.sql.SQLException;

/** A statement that the database refused, or that did not reach it. */
public final class DatabaseFailure extends RuntimeException {
    DatabaseFailure(String sql, SQLException cause) {
        super("the statement failed: " + sql.strip() + ": " + cause.getMessage(), cause);
    }
}
