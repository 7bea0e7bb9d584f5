// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.auditlog;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that is needed of a tree to append to it and to know its root: the roots of the perfect subtrees that its leaves
 * fall into, largest first, one for each bit that is set in the size. At most 63 hashes, whatever the size.
 *
 * @param size how many leaves the tree has
 * @param subtrees the roots of its perfect subtrees, leftmost (largest) first
 */
public record CompactRange(long size, List<Hash> subtrees) {
    /** The tree without leaves. */
    public static final CompactRange EMPTY = new CompactRange(0, List.of());

    public CompactRange {
        subtrees = List.copyOf(subtrees);
        if (size < 0 || Long.bitCount(size) != subtrees.size()) {
            throw new IllegalArgumentException(
                    "a tree of " + size + " leaves does not consist of " + subtrees.size() + " perfect subtrees");
        }
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @throws IllegalArgumentException where the bytes are not the subtrees of a tree of that size
     */
    public static CompactRange of(long size, byte[] bytes) {
        List<Hash> subtrees = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += Hash.LENGTH) {
            subtrees.add(Hash.of(Arrays.copyOfRange(bytes, from, Math.min(from + Hash.LENGTH, bytes.length))));
        }
        return new CompactRange(size, subtrees);
    }

    /** The subtrees' roots, one after the other, to be kept until the tree grows on. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        subtrees.forEach(subtree -> bytes.writeBytes(subtree.bytes()));
        return bytes.toByteArray();
    }

    /** The tree with one leaf more. */
    public CompactRange append(Hash leaf) {
        requireNonNull(leaf, "leaf is null");
        List<Hash> grown = new ArrayList<>(subtrees);
        Hash carried = leaf;
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            carried = Hash.node(grown.removeLast(), carried);
        }
        grown.add(carried);
        return new CompactRange(Math.addExact(size, 1), grown);
    }

    /** The tree's root hash, MTH of RFC 6962, section 2.1. */
    public Hash root() {
        if (subtrees.isEmpty()) {
            return Hash.ofEmptyTree();
        }
        Hash root = subtrees.getLast();
        for (Hash left : subtrees.reversed().subList(1, subtrees.size())) {
            root = Hash.node(left, root);
        }
        return root;
    }
}
