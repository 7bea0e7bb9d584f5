// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;

/**
 * The diff of a merge request after one push.
 *
 * @param baseSha the merge base of target and head
 * @param startSha the target branch's head when the version was made
 */
public record DiffVersion(
        long id, String baseSha, String headSha, String startSha, Instant createdAt, String patchId, int files) {}
