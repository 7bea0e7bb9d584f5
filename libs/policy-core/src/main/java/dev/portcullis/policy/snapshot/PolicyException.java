// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An approved exception: the findings it matches are removed before anything is counted, until it ends. All criteria
 * that are given have to hold; one that gives none matches nothing, unless it is for the {@code whole} of a policy.
 *
 * @param owner full path of the group or project whose people approved it: policies laid down there and below give way,
 *     none above; absent: the instance's people did
 * @param policy name or id of the only policy it is for; absent: every policy
 * @param scope full path of the group or project it is for; empty: everywhere
 * @param whole whether the policy does not apply at all
 * @param findings uuids
 * @param identifiers such as {@code CVE-2026-1}
 * @param paths wildcards over a finding's path
 * @param scanners scan types, which narrow and do not suffice alone
 * @param purls package URL prefixes, for licence rules
 * @param startsAt absent: at once
 */
public record PolicyException(
        String id,
        @Nullable String owner,
        @Nullable String policy,
        String scope,
        boolean whole,
        List<String> findings,
        List<String> identifiers,
        List<String> paths,
        List<ScanType> scanners,
        List<String> purls,
        @Nullable Instant startsAt,
        Instant endsAt) {
    public PolicyException {
        requireNonNull(id, "id is null");
        requireNonNull(scope, "scope is null");
        requireNonNull(endsAt, "endsAt is null");
        findings = List.copyOf(findings);
        identifiers = List.copyOf(identifiers);
        paths = List.copyOf(paths);
        scanners = List.copyOf(scanners);
        purls = List.copyOf(purls);
    }
}
