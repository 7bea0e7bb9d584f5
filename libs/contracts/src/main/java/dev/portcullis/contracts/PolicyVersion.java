// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of one policy.
 *
 * @param policyId the policy, the same over all its versions
 * @param version counts from 1 without gaps
 * @param level the level that owns it
 * @param type GitLab's policy key, e.g. {@code approval_policy}
 * @param name the policy's name
 * @param state whether it is in force
 * @param sha256 lower-case hex SHA-256 of the UTF-8 bytes of {@code yaml}
 * @param yaml the exact document, absent where it does not fit an event: then it is read from
 *     {@code GET /api/v1/policies/export} and checked against {@code sha256}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyVersion(
        UUID policyId,
        int version,
        Level level,
        String type,
        String name,
        PolicyState state,
        String sha256,
        @Nullable String yaml) {
    public PolicyVersion {
        requireNonNull(policyId, "policyId is null");
        requireNonNull(level, "level is null");
        requireNonNull(type, "type is null");
        requireNonNull(name, "name is null");
        requireNonNull(state, "state is null");
        requireNonNull(sha256, "sha256 is null");
    }
}
