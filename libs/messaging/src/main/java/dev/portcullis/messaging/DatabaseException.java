// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging;

import java.sql.SQLException;

/** The database did not do what it was asked; whether trying again helps, the cause tells. */
public final class DatabaseException extends RuntimeException {
    public DatabaseException(String message, SQLException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
