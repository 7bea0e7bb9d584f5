// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import java.util.List;

/**
 * One way to find out what a merge request brings.
 *
 * @param <R> what it answers with
 */
interface Contestant<R> {
    /** Judges a merge request by the policies that it was made for. */
    R decide(MergeRequestFacts facts);

    /** For each policy, in order, the ordinals of the findings that the answer counts as new, ascending. */
    List<int[]> counted(R answer);
}
