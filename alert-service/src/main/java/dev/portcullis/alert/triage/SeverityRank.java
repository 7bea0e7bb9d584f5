// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import dev.portcullis.contracts.Severity;

/** Severities as numbers that the database can sort by; they are stored, so they never change. */
final class SeverityRank {
    private SeverityRank() {}

    static int of(Severity severity) {
        return switch (severity) {
            case INFO -> 0;
            case UNKNOWN -> 1;
            case LOW -> 2;
            case MEDIUM -> 3;
            case HIGH -> 4;
            case CRITICAL -> 5;
        };
    }

    static Severity severity(int rank) {
        return switch (rank) {
            case 0 -> Severity.INFO;
            case 1 -> Severity.UNKNOWN;
            case 2 -> Severity.LOW;
            case 3 -> Severity.MEDIUM;
            case 4 -> Severity.HIGH;
            case 5 -> Severity.CRITICAL;
            default -> throw new IllegalArgumentException("no severity has rank " + rank);
        };
    }
}
