// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProofsTest {
    private static final int MAX = 150;
    private static final List<byte[]> LEAVES = NaiveTree.leaves(1, MAX);
    private static final Hash STRANGER = Hash.leaf(new byte[] {9});

    @Property
    void inclusionProofsAreThoseOfTheDefinitionAndHold(
            @ForAll @IntRange(min = 1, max = MAX) int size, @ForAll @IntRange(max = MAX - 1) int anyIndex) {
        int index = anyIndex % size;
        InclusionProof proof = InclusionProof.of(index, size, ProofsTest::subtree);

        assertThat(proof.path()).isEqualTo(NaiveTree.path(index, LEAVES.subList(0, size)));
        assertThat(proof.proves(leaf(index), root(size))).isTrue();
    }

    @Property
    void anInclusionProofHoldsForNothingElse(
            @ForAll @IntRange(min = 2, max = MAX) int size, @ForAll @IntRange(max = MAX - 1) int anyIndex) {
        int index = anyIndex % size;
        InclusionProof proof = InclusionProof.of(index, size, ProofsTest::subtree);

        assertThat(proof.proves(STRANGER, root(size))).isFalse();
        assertThat(proof.proves(leaf(index), root(size - 1))).isFalse();
        assertThat(proof.proves(leaf((index + 1) % size), root(size))).isFalse();
        InclusionProof moved = new InclusionProof((index + 1) % size, size, proof.path());
        assertThat(moved.proves(leaf(index), root(size))).isFalse();
        for (List<Hash> path : tampered(proof.path())) {
            assertThat(new InclusionProof(index, size, path).proves(leaf(index), root(size)))
                    .isFalse();
        }
    }

    @Property
    void consistencyProofsAreThoseOfTheDefinitionAndHold(
            @ForAll @IntRange(min = 1, max = MAX) int newSize, @ForAll @IntRange(max = MAX) int anySize) {
        int oldSize = anySize % (newSize + 1);
        ConsistencyProof proof = ConsistencyProof.of(oldSize, newSize, ProofsTest::subtree);

        if (oldSize > 0) {
            assertThat(proof.path()).isEqualTo(NaiveTree.proof(oldSize, LEAVES.subList(0, newSize)));
        }
        assertThat(proof.proves(root(oldSize), root(newSize))).isTrue();
    }

    @Property
    void aConsistencyProofHoldsForNothingElse(
            @ForAll @IntRange(min = 2, max = MAX) int newSize, @ForAll @IntRange(max = MAX) int anySize) {
        int oldSize = 1 + anySize % (newSize - 1);
        ConsistencyProof proof = ConsistencyProof.of(oldSize, newSize, ProofsTest::subtree);

        assertThat(proof.proves(STRANGER, root(newSize))).isFalse();
        assertThat(proof.proves(root(oldSize), STRANGER)).isFalse();
        assertThat(proof.proves(root(newSize), root(newSize))).isFalse();
        for (List<Hash> path : tampered(proof.path())) {
            assertThat(new ConsistencyProof(oldSize, newSize, path).proves(root(oldSize), root(newSize)))
                    .isFalse();
        }
    }

    @Property
    void aRewrittenLeafBreaksConsistency(
            @ForAll @IntRange(min = 2, max = MAX) int newSize, @ForAll @IntRange(max = MAX) int anySize) {
        int oldSize = 1 + anySize % (newSize - 1);
        List<byte[]> rewritten = new ArrayList<>(LEAVES.subList(0, newSize));
        rewritten.set(oldSize - 1, new byte[] {7});
        Subtrees forged = (level, index) -> hash(rewritten, level, index);

        ConsistencyProof proof = ConsistencyProof.of(oldSize, newSize, forged);

        Hash forgedRoot = Hash.of(NaiveTree.mth(rewritten));
        assertThat(proof.proves(root(oldSize), forgedRoot)).isFalse();
    }

    @Test
    void theEmptyTreeIsThePrefixOfAll() {
        ConsistencyProof fromEmpty = ConsistencyProof.of(0, 5, ProofsTest::subtree);

        assertThat(fromEmpty.path()).isEmpty();
        assertThat(fromEmpty.proves(Hash.ofEmptyTree(), root(5))).isTrue();
        assertThat(fromEmpty.proves(root(1), root(5))).isFalse();
        assertThat(new ConsistencyProof(0, 0, List.of()).proves(Hash.ofEmptyTree(), root(5)))
                .isFalse();
        assertThat(new ConsistencyProof(0, 5, List.of(STRANGER)).proves(Hash.ofEmptyTree(), root(5)))
                .isFalse();
    }

    @Test
    void impossiblePlacesAreRefused() {
        assertThatThrownBy(() -> InclusionProof.of(5, 5, ProofsTest::subtree))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InclusionProof.of(-1, 5, ProofsTest::subtree))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConsistencyProof.of(6, 5, ProofsTest::subtree))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new InclusionProof(0, 1, List.of(STRANGER)).computedRoot(leaf(0)))
                .isEqualTo(Optional.empty());
    }

    /** The path with a hash missing, one too many, and one replaced. */
    private static List<List<Hash>> tampered(List<Hash> path) {
        List<Hash> longer = new ArrayList<>(path);
        longer.add(STRANGER);
        List<List<Hash>> all = new ArrayList<>(List.of(longer));
        for (int i = 0; i < path.size(); i++) {
            List<Hash> shorter = new ArrayList<>(path);
            shorter.remove(i);
            all.add(shorter);
            List<Hash> other = new ArrayList<>(path);
            other.set(i, STRANGER);
            all.add(other);
        }
        return all;
    }

    private static Hash leaf(int index) {
        return Hash.leaf(LEAVES.get(index));
    }

    private static Hash root(int size) {
        return Hash.of(NaiveTree.mth(LEAVES.subList(0, size)));
    }

    private static Hash subtree(int level, long index) {
        return hash(LEAVES, level, index);
    }

    private static Hash hash(List<byte[]> leaves, int level, long index) {
        int from = (int) (index << level);
        return Hash.of(NaiveTree.mth(leaves.subList(from, from + (1 << level))));
    }
}
