// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import org.jspecify.annotations.Nullable;

/**
 * The commits that a merge request compares.
 *
 * @param baseSha the merge base
 * @param headSha the head of the source branch
 * @param startSha the target branch when the diff was made
 */
public record DiffRefs(
        @Nullable String baseSha,
        @Nullable String headSha,
        @Nullable String startSha) {}
