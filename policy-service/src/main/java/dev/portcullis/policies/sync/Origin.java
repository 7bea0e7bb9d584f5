// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policies.proposal.Proposal.Author;
import java.time.Instant;
import java.util.List;

/**
 * How a change came into Git.
 *
 * @param title of the merge request, or of the newest commit
 * @param url the merge request, or the commit
 * @param authors everybody who wrote part of it
 * @param unnamed whether there is one more whom nobody can name
 * @param approvals those that were given in GitLab to exactly this change
 */
record Origin(String title, String url, List<Author> authors, boolean unnamed, List<Given> approvals) {
    Origin {
        requireNonNull(title, "title is null");
        requireNonNull(url, "url is null");
        authors = List.copyOf(authors);
        approvals = List.copyOf(approvals);
    }

    /** An approval by a GitLab user. */
    record Given(long userId, String username, Instant at) {}
}
