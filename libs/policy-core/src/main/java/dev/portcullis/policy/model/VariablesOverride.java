// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a project's variables may override a policy's.
 *
 * @param allowed true: all but the exceptions; false: only the exceptions
 */
public record VariablesOverride(
        boolean allowed, List<String> exceptions, @Nullable DotenvMode dotenv) {
    public VariablesOverride {
        exceptions = List.copyOf(requireNonNull(exceptions, "exceptions is null"));
    }
}
