// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An approved exception from policies. Of the criteria {@code findings}, {@code identifiers}, {@code paths},
 * {@code scanners} and {@code purls}, all that are given have to hold.
 *
 * @param id the exception, for ever
 * @param level the level whose people approved it: policies of that level and below give way to it, none above
 * @param policyId the only policy that gives way; absent: every policy that can
 * @param scope full path of the group or project it is for, at or below the level; empty: everywhere in the level
 * @param whole whether the policies do not apply at all; then there are no criteria
 * @param findings GitLab's finding uuids
 * @param identifiers such as {@code CVE-2026-1}
 * @param paths wildcards over a finding's path
 * @param scanners GitLab's report types, which narrow the other criteria
 * @param purls package URL prefixes, for licence rules
 * @param reason why, in the requester's words
 * @param endsAt when it ends by itself
 * @param revokedAt when it was ended before its time; absent: it was not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApprovedException(
        UUID id,
        Level level,
        @Nullable UUID policyId,
        String scope,
        boolean whole,
        List<String> findings,
        List<String> identifiers,
        List<String> paths,
        List<String> scanners,
        List<String> purls,
        String reason,
        Instant endsAt,
        @Nullable Instant revokedAt) {
    public ApprovedException {
        requireNonNull(id, "id is null");
        requireNonNull(level, "level is null");
        requireNonNull(scope, "scope is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(endsAt, "endsAt is null");
        findings = List.copyOf(findings);
        identifiers = List.copyOf(identifiers);
        paths = List.copyOf(paths);
        scanners = List.copyOf(scanners);
        purls = List.copyOf(purls);
    }
}
