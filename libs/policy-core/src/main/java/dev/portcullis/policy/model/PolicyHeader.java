// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every policy states.
 *
 * @param name 1 to 255 characters
 * @param description free text, absent if not given
 * @param enabled false switches the policy off
 * @param scope the projects it applies to
 * @param metadata scalars for tools, never interpreted
 */
public record PolicyHeader(
        String name, @Nullable String description, boolean enabled, PolicyScope scope, Map<String, Object> metadata) {
    public PolicyHeader {
        requireNonNull(name, "name is null");
        requireNonNull(scope, "scope is null");
        metadata = Map.copyOf(metadata);
    }
}
