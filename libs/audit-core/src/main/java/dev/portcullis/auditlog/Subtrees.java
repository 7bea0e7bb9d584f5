// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.auditlog;

/** Where the hashes of a log's perfect subtrees come from; a proof is put together from them. */
@FunctionalInterface
public interface Subtrees {
    /**
     * The root of the perfect subtree over the leaves {@code [index * 2^level, (index + 1) * 2^level)}.
     *
     * @param level 0 for a leaf's hash, one more for each doubling
     * @param index which subtree of that level, counted from the left
     * @return its root; only asked for subtrees whose leaves all exist
     */
    Hash root(int level, long index);
}
