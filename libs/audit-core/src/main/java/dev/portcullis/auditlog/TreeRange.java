// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.auditlog;

/**
 * A run of leaves as the recursive definitions of RFC 6962 cut them: it begins at a multiple of the power of two that
 * covers it.
 */
record TreeRange(long from, long to) {
    long size() {
        return to - from;
    }

    /** The left part: the largest power of two of leaves that is smaller than the whole. */
    TreeRange left() {
        return new TreeRange(from, from + split());
    }

    TreeRange right() {
        return new TreeRange(from + split(), to);
    }

    /** MTH of the range's leaves. */
    Hash hash(Subtrees subtrees) {
        if (Long.bitCount(size()) == 1) {
            int level = Long.numberOfTrailingZeros(size());
            return subtrees.root(level, from >> level);
        }
        return Hash.node(left().hash(subtrees), right().hash(subtrees));
    }

    private long split() {
        return Long.highestOneBit(size() - 1);
    }
}
