// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.auditlog;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows that a leaf is in a tree: the audit path of RFC 6962, section 2.1.1.
 *
 * @param index the leaf's place, from 0
 * @param size how many leaves the tree has
 * @param path the hashes of the neighbours from the leaf up to the root
 */
public record InclusionProof(long index, long size, List<Hash> path) {
    public InclusionProof {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
        }
        path = List.copyOf(path);
    }

    /**
     * The proof for one leaf.
     *
     * @param index the leaf's place, from 0
     * @param size the size of the tree to prove it in, larger than {@code index}
     * @param subtrees the log's hashes
     */
    public static InclusionProof of(long index, long size, Subtrees subtrees) {
        InclusionProof bounds = new InclusionProof(index, size, List.of());
        List<Hash> path = new ArrayList<>();
        TreeRange range = new TreeRange(0, bounds.size());
        while (range.size() > 1) {
            boolean inLeft = index < range.left().to();
            path.addFirst((inLeft ? range.right() : range.left()).hash(subtrees));
            range = inLeft ? range.left() : range.right();
        }
        return new InclusionProof(index, size, path);
    }

    /** Whether the tree with that root has that leaf at {@link #index()}. */
    public boolean proves(Hash leaf, Hash root) {
        requireNonNull(root, "root is null");
        return computedRoot(leaf).filter(root::equals).isPresent();
    }

    /**
     * The root that follows from the leaf and the path (RFC 9162, section 2.1.3.2).
     *
     * @return empty where the path has too many or too few hashes for the tree's size
     */
    public Optional<Hash> computedRoot(Hash leaf) {
        long node = index;
        long last = size - 1;
        Hash root = requireNonNull(leaf, "leaf is null");
        for (Hash neighbour : path) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((node & 1) == 1 || node == last) {
                root = Hash.node(neighbour, root);
                int risen = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>= risen;
                last >>= risen;
            } else {
                root = Hash.node(root, neighbour);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(root) : Optional.empty();
    }
}
