// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Which findings count, and how many are too many.
 *
 * @param allowed more than this many is a violation
 * @param severities empty: every severity
 */
public record FindingCriteria(int allowed, Set<Severity> severities, FindingAttributes attributes) {
    public FindingCriteria {
        requireNonNull(attributes, "attributes is null");
        severities = Set.copyOf(severities);
    }
}
