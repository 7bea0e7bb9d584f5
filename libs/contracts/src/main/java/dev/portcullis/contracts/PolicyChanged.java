// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * One activation, whole: all versions of policies, and all exceptions, that came into force or ended together.
 *
 * @param revision one more than the revision before it; a gap means that an activation was missed
 * @param activatedAt when it came into force
 * @param level the level that owns the policies
 * @param policies the versions now in force; a policy that is not named stays as it was
 * @param exceptions the exceptions that changed; one that is not named stays as it was. Absent in events that were
 *     written before there were exceptions
 */
public record PolicyChanged(
        long revision,
        Instant activatedAt,
        Level level,
        List<PolicyVersion> policies,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ApprovedException> exceptions)
        implements Fact {
    public PolicyChanged {
        requireNonNull(activatedAt, "activatedAt is null");
        requireNonNull(level, "level is null");
        policies = List.copyOf(policies);
        exceptions = exceptions == null ? List.of() : List.copyOf(exceptions);
    }

    /** An activation of policies alone. */
    public PolicyChanged(long revision, Instant activatedAt, Level level, List<PolicyVersion> policies) {
        this(revision, activatedAt, level, policies, List.of());
    }
}
