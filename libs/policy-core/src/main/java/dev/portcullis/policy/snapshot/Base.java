// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import dev.portcullis.policy.model.Word;
import java.util.Locale;

/**
 * The commits of the target branch that a merge request can be compared with, in the order in which they are tried:
 * the target of the head's merged-results pipeline, the merge base, the diff's start, the branch's latest pipeline.
 */
public enum Base implements Word {
    MERGED_RESULTS,
    BASE,
    START,
    LATEST;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
