// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.auditlog;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows that a log only grew: that its first {@code oldSize} leaves are still what they were (RFC 6962, section 2.1.2).
 *
 * @param oldSize the size of the earlier tree
 * @param newSize the size of the later tree, at least as large
 * @param path the hashes from which both roots follow; empty where the sizes are equal or the old tree was empty
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
    public ConsistencyProof {
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException(
                    "a log cannot have grown from " + oldSize + " to " + newSize + " leaves");
        }
        path = List.copyOf(path);
    }

    /** The proof between two sizes of a log whose hashes {@code subtrees} knows. */
    public static ConsistencyProof of(long oldSize, long newSize, Subtrees subtrees) {
        ConsistencyProof bounds = new ConsistencyProof(oldSize, newSize, List.of());
        if (oldSize == 0 || oldSize == newSize) {
            return bounds;
        }
        List<Hash> path = new ArrayList<>();
        TreeRange range = new TreeRange(0, newSize);
        while (range.to() != oldSize) {
            boolean endsInLeft = oldSize <= range.left().to();
            path.addFirst((endsInLeft ? range.right() : range.left()).hash(subtrees));
            range = endsInLeft ? range.left() : range.right();
        }
        if (range.from() != 0) {
            path.addFirst(range.hash(subtrees));
        }
        return new ConsistencyProof(oldSize, newSize, path);
    }

    /** Whether the tree with {@code newRoot} continues the one with {@code oldRoot} (RFC 9162, section 2.1.4.2). */
    public boolean proves(Hash oldRoot, Hash newRoot) {
        requireNonNull(oldRoot, "oldRoot is null");
        requireNonNull(newRoot, "newRoot is null");
        if (oldSize == 0) {
            return path.isEmpty() && oldRoot.equals(Hash.ofEmptyTree()) && (newSize != 0 || oldRoot.equals(newRoot));
        }
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot);
        }
        return path.isEmpty() ? false : walk(oldRoot, newRoot);
    }

    private boolean walk(Hash oldRoot, Hash newRoot) {
        List<Hash> hashes = new ArrayList<>(path);
        if (Long.bitCount(oldSize) == 1) {
            hashes.addFirst(oldRoot);
        }
        int risen = Long.numberOfTrailingZeros(oldSize);
        long node = (oldSize - 1) >> risen;
        long last = (newSize - 1) >> risen;
        Hash oldHash = hashes.getFirst();
        Hash newHash = hashes.getFirst();
        for (Hash hash : hashes.subList(1, hashes.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                oldHash = Hash.node(hash, oldHash);
                newHash = Hash.node(hash, newHash);
                int skipped = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>= skipped;
                last >>= skipped;
            } else {
                newHash = Hash.node(newHash, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot);
    }
}
