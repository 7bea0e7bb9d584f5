// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a merge request hook tells beyond the merge request.
 *
 * @param action {@code open}, {@code update}, {@code approval}, {@code approved}, {@code unapproval},
 *     {@code unapproved}, {@code close}, {@code reopen} or {@code merge}
 * @param oldRevision the previous head, for an {@code update} that brought new code
 * @param systemAction why GitLab itself took approvals back; null for a person's act
 * @param changes attribute to {@code {previous, current}}
 */
public record MergeRequestEvent(
        String action,
        @Nullable String oldRevision,
        @Nullable String systemAction,
        Map<String, @Nullable Object> changes) {
    /** An act of a person that changed no attribute. */
    public static MergeRequestEvent of(String action) {
        return new MergeRequestEvent(action, null, null, Map.of());
    }

    public static MergeRequestEvent of(String action, Map<String, @Nullable Object> changes) {
        return new MergeRequestEvent(action, null, null, changes);
    }
}
