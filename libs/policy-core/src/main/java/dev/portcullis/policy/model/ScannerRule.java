// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

/** One scan type with a threshold of its own; what it does not state is taken from its rule. */
public record ScannerRule(ScanType type, FindingCriteria criteria) {
    public ScannerRule {
        requireNonNull(type, "type is null");
        requireNonNull(criteria, "criteria is null");
    }
}
