// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * One activation, whole: all versions that came into force together.
 *
 * @param revision one more than the revision before it; a gap means that an activation was missed
 * @param activatedAt when it came into force
 * @param level the level that owns the policies
 * @param policies the versions now in force; a policy that is not named stays as it was
 */
public record PolicyChanged(long revision, Instant activatedAt, Level level, List<PolicyVersion> policies)
        implements Fact {
    public PolicyChanged {
        requireNonNull(activatedAt, "activatedAt is null");
        requireNonNull(level, "level is null");
        policies = List.copyOf(policies);
    }
}
