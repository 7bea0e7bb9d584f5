// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CompactRangeTest {
    /** The leaves and roots that Certificate Transparency's implementations test with. */
    private static final List<String> KNOWN_LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> KNOWN_ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void theRootsOfTheKnownTreeAreTheKnownOnes() {
        CompactRange range = CompactRange.EMPTY;
        assertThat(range.root().hex()).isEqualTo(KNOWN_ROOTS.getFirst());
        for (String leaf : KNOWN_LEAVES) {
            range = range.append(Hash.leaf(HexFormat.of().parseHex(leaf)));
            assertThat(range.root()).isEqualTo(Hash.ofHex(KNOWN_ROOTS.get((int) range.size())));
        }
    }

    @Property(tries = 200)
    void appendingOneByOneGivesTheRootOfTheDefinition(@ForAll int seed, @ForAll @IntRange(max = 600) int size) {
        List<byte[]> leaves = NaiveTree.leaves(seed, size);
        CompactRange range = CompactRange.EMPTY;
        for (byte[] leaf : leaves) {
            range = range.append(Hash.leaf(leaf));
        }

        assertThat(range.root().bytes()).isEqualTo(NaiveTree.mth(leaves));
        assertThat(range.size()).isEqualTo(size);
        assertThat(CompactRange.of(size, range.bytes())).isEqualTo(range);
    }

    @Test
    void sizeAndSubtreesHaveToFit() {
        Hash hash = Hash.ofEmptyTree();

        assertThatThrownBy(() -> new CompactRange(3, List.of(hash))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CompactRange(-1, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CompactRange.of(1, new byte[33])).isInstanceOf(IllegalArgumentException.class);
        assertThat(new CompactRange(4, List.of(hash)).root()).isEqualTo(hash);
    }

    @Test
    void aHashHasThirtyTwoBytesAndIsNotChangedFromOutside() {
        assertThatThrownBy(() -> Hash.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        byte[] bytes = new byte[Hash.LENGTH];
        Hash hash = Hash.of(bytes);
        bytes[0] = 1;
        hash.bytes()[0] = 1;
        assertThat(hash).isEqualTo(Hash.of(new byte[Hash.LENGTH]));
        assertThat(hash.toString()).isEqualTo("0".repeat(64));
    }
}
