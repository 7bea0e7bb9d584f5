// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.policy.model.Severity;

/** Severities as GitLab numbers them. */
final class Severities {
    private Severities() {}

    static int number(Severity severity) {
        return switch (severity) {
            case INFO -> 1;
            case UNKNOWN -> 2;
            case LOW -> 4;
            case MEDIUM -> 5;
            case HIGH -> 6;
            case CRITICAL -> 7;
        };
    }

    static Severity of(int number) {
        for (Severity severity : Severity.values()) {
            if (number(severity) == number) {
                return severity;
            }
        }
        throw new IllegalArgumentException("no severity has the number " + number);
    }
}
