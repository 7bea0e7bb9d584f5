// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.gitlab.MergeRequest;
import dev.portcullis.gitlab.MergeRequestVersion;
import dev.portcullis.policies.file.PolicyFile;
import dev.portcullis.policies.file.PolicyFile.Part;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A merged merge request with what its reviewers had before them: the file where it began and the file at its last
 * head.
 */
record MergedChange(MergeRequest mergeRequest, MergeRequestVersion version, PolicyFile base, PolicyFile head) {
    /**
     * Whether it changes a policy from exactly one text to exactly another, so that its approvals are approvals of
     * that.
     *
     * @param before the name and text that are in force; null for a new policy
     * @param after the name and text that Git has now; null for one that is gone
     */
    boolean brings(String type, @Nullable Side before, @Nullable Side after) {
        return has(base, type, before, after) && has(head, type, after, before);
    }

    /** Whether it was merged at or after that time. */
    boolean isSince(@Nullable Instant time) {
        Instant merged = mergeRequest.mergedAt();
        return time != null && merged != null && !merged.isBefore(time);
    }

    /** A policy's name and exact text. */
    record Side(String name, String yaml) {}

    private static boolean has(PolicyFile file, String type, @Nullable Side wanted, @Nullable Side other) {
        if (!file.readable()) {
            return false;
        }
        if (wanted == null) {
            return other != null && part(file, type, other.name()).isEmpty();
        }
        return part(file, type, wanted.name())
                .map(Part::text)
                .filter(text -> text.yaml().equals(wanted.yaml()))
                .isPresent();
    }

    private static Optional<Part> part(PolicyFile file, String type, String name) {
        return file.parts().stream()
                .filter(part -> part.type().equals(type) && name.equals(part.name()))
                .findFirst();
    }
}
