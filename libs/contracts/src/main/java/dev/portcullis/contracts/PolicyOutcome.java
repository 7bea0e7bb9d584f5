// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What one policy says about one merge request.
 *
 * @param name the policy's name
 * @param level the level that owns it, as {@link Level#text()}
 * @param status violated, not_violated, not_applicable, undetermined or pending
 * @param approvalsLeft how many approvals it still asks for
 * @param eligible usernames of those who can give them, at most 50
 * @param reasons sentences for people, at most 20
 */
public record PolicyOutcome(
        String name, String level, String status, int approvalsLeft, List<String> eligible, List<String> reasons) {
    public PolicyOutcome {
        requireNonNull(name, "name is null");
        requireNonNull(level, "level is null");
        requireNonNull(status, "status is null");
        eligible = List.copyOf(eligible);
        reasons = List.copyOf(reasons);
    }
}
