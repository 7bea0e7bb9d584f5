// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

/** Compares an EPSS score, 0 to 1, with a value. */
public record EpssFilter(Operator operator, double value) {
    public EpssFilter {
        requireNonNull(operator, "operator is null");
    }

    /** Whether {@code score} lies on the asked side; equality does not. */
    public boolean matches(double score) {
        return switch (operator) {
            case GREATER_THAN -> score > value;
            case LESS_THAN -> score < value;
        };
    }
}
