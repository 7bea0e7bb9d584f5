// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;

/** Ids that are included (none given: all) and ids that are excluded, which beats inclusion. */
public record IdFilter(Set<Long> including, Set<Long> excluding) {
    /** Lets everything through. */
    public static final IdFilter NONE = new IdFilter(Set.of(), Set.of());

    public IdFilter {
        including = Set.copyOf(including);
        excluding = Set.copyOf(excluding);
    }

    /** Whether nothing is listed, so that the filter counts as absent. */
    public boolean isEmpty() {
        return including.isEmpty() && excluding.isEmpty();
    }

    /** Whether something with any of {@code ids} passes. */
    public boolean matches(Collection<Long> ids) {
        return Collections.disjoint(excluding, ids) && (including.isEmpty() || !Collections.disjoint(including, ids));
    }
}
