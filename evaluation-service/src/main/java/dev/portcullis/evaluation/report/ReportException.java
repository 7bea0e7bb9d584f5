// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import static java.util.Objects.requireNonNull;

/**
 * A report that cannot be used, e.g. because it is cut off. The message tells what is wrong and where, without quoting
 * the report: it may hold secrets.
 */
public final class ReportException extends Exception {
    ReportException(String message) {
        super(requireNonNull(message, "message is null"));
    }
}
