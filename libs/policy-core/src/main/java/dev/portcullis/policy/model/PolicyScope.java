// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The projects that a policy applies to. An empty dimension is no filter; within a dimension exclusion beats inclusion.
 *
 * @param matchMode how the dimensions that are given combine
 * @param frameworks compliance framework ids; the project has one of them
 * @param projects project ids
 * @param excludedKinds kinds of project that are left out
 * @param groups group ids: the project's own group or any ancestor
 * @param attributes security attribute value ids by category ({@code business_impact}, {@code application},
 *     {@code business_unit}, {@code exposure})
 */
public record PolicyScope(
        MatchMode matchMode,
        Set<Long> frameworks,
        IdFilter projects,
        Set<ProjectKind> excludedKinds,
        IdFilter groups,
        Map<String, IdFilter> attributes) {
    /** The categories of security attributes that a scope can name. */
    public static final List<String> ATTRIBUTE_CATEGORIES =
            List.of("business_impact", "application", "business_unit", "exposure");

    /** Applies to every project. */
    public static final PolicyScope EVERYWHERE =
            new PolicyScope(MatchMode.ALL, Set.of(), IdFilter.NONE, Set.of(), IdFilter.NONE, Map.of());

    public PolicyScope {
        requireNonNull(matchMode, "matchMode is null");
        requireNonNull(projects, "projects is null");
        requireNonNull(groups, "groups is null");
        frameworks = Set.copyOf(frameworks);
        excludedKinds = Set.copyOf(excludedKinds);
        attributes = Map.copyOf(attributes);
    }
}
