// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * An immutable set of findings: per-project ordinals with the facts of each, in ordinal order. Two findings are the
 * same if their ordinals are; the facts may differ between two scans.
 */
public final class Findings {
    /** No finding. */
    public static final Findings EMPTY = new Findings(new int[0], new FindingFacts[0]);

    private static final String NEGATIVE = "an ordinal is a number from 0 to " + Integer.MAX_VALUE;

    private final int[] ordinals;
    private final FindingFacts[] facts;
    private @Nullable Classes classes;

    /** The classes of the findings; the final field lets threads share it without more ado. */
    private static final class Classes {
        private final short[] all;

        Classes(FindingFacts[] facts) {
            all = new short[facts.length];
            for (int i = 0; i < facts.length; i++) {
                all[i] = (short) facts[i].findingClass();
            }
        }
    }

    private Findings(int[] ordinals, FindingFacts[] facts) {
        this.ordinals = ordinals;
        this.facts = facts;
    }

    /** The findings with these facts by ordinal, which is not negative. */
    public static Findings of(SortedMap<Integer, FindingFacts> byOrdinal) {
        Ascending all = new Ascending();
        byOrdinal.forEach(all::add);
        return all.findings();
    }

    /** The findings with these ordinals, and their facts in ascending order of ordinal. */
    public static Findings of(RoaringBitmap ordinals, List<FindingFacts> facts) {
        if (ordinals.getLongCardinality() != facts.size()) {
            throw new IllegalArgumentException(
                    ordinals.getLongCardinality() + " ordinals cannot have " + facts.size() + " facts");
        }
        if (!ordinals.isEmpty() && ordinals.last() < 0) {
            throw new IllegalArgumentException(NEGATIVE);
        }
        return new Findings(ordinals.toArray(), facts.toArray(FindingFacts[]::new));
    }

    /** How many there are. */
    public int size() {
        return facts.length;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return facts.length == 0;
    }

    /** Whether the finding with {@code ordinal} is among them. */
    public boolean contains(int ordinal) {
        return indexOf(ordinal) >= 0;
    }

    /** The facts about the finding with {@code ordinal}, if it is among them. */
    public @Nullable FindingFacts get(int ordinal) {
        int index = indexOf(ordinal);
        return index < 0 ? null : facts[index];
    }

    /** The ordinals as a bitmap of their own. */
    public RoaringBitmap ordinals() {
        return RoaringBitmap.bitmapOf(ordinals);
    }

    /** The ordinal at a place in ascending order, from 0. */
    public int ordinalAt(int index) {
        return ordinals[index];
    }

    /** The facts at a place in ascending order of ordinal, from 0. */
    public FindingFacts factsAt(int index) {
        return facts[index];
    }

    /** The class of the finding at a place in ascending order of ordinal, from 0. */
    public int classAt(int index) {
        Classes known = classes;
        if (known == null) {
            known = new Classes(facts);
            classes = known;
        }
        return known.all[index];
    }

    /** The facts in ascending order of ordinal. */
    public List<FindingFacts> facts() {
        return List.of(facts);
    }

    /** These without those of {@code other}. */
    public Findings minus(Findings other) {
        return isEmpty() || other.isEmpty() ? this : filterOrdinals(ordinal -> !other.contains(ordinal));
    }

    /** These that are also in {@code other}, with the facts from here. */
    public Findings and(Findings other) {
        return filterOrdinals(other::contains);
    }

    /** These and those of {@code other}; where both have one, with the facts from here. */
    public Findings or(Findings other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        Ascending all = new Ascending();
        int mine = 0;
        int its = 0;
        while (mine < size() || its < other.size()) {
            if (its == other.size() || (mine < size() && ordinals[mine] < other.ordinals[its])) {
                all.add(ordinals[mine], facts[mine++]);
            } else if (mine < size() && ordinals[mine] == other.ordinals[its]) {
                its++;
            } else {
                all.add(other.ordinals[its], other.facts[its++]);
            }
        }
        return all.findings();
    }

    /** These whose facts fit. */
    public Findings filter(Predicate<FindingFacts> wanted) {
        requireNonNull(wanted, "wanted is null");
        return keep(ordinal -> true, wanted);
    }

    /** These whose ordinals fit. */
    public Findings filterOrdinals(IntPredicate wanted) {
        requireNonNull(wanted, "wanted is null");
        return keep(wanted, fact -> true);
    }

    /** The facts by ordinal. */
    public SortedMap<Integer, FindingFacts> byOrdinal() {
        SortedMap<Integer, FindingFacts> map = new TreeMap<>();
        forEach((fact, ordinal) -> map.put(ordinal, fact));
        return map;
    }

    /** Passes every ordinal with its facts, in ascending order. */
    public void forEach(ObjIntConsumer<FindingFacts> consumer) {
        for (int i = 0; i < ordinals.length; i++) {
            consumer.accept(facts[i], ordinals[i]);
        }
    }

    private int indexOf(int ordinal) {
        return Arrays.binarySearch(ordinals, ordinal);
    }

    private Findings keep(IntPredicate wantedOrdinal, Predicate<FindingFacts> wanted) {
        Ascending kept = new Ascending();
        for (int i = 0; i < ordinals.length; i++) {
            if (wantedOrdinal.test(ordinals[i]) && wanted.test(facts[i])) {
                kept.add(ordinals[i], facts[i]);
            }
        }
        return kept.size == size() ? this : kept.findings();
    }

    /** Gathers findings that come in ascending order of ordinal. */
    public static final class Ascending {
        private int[] ordinals;
        private FindingFacts[] facts;
        private int size;

        /** For an unknown number. */
        public Ascending() {
            this(8);
        }

        /** For about so many. */
        public Ascending(int expected) {
            ordinals = new int[expected];
            facts = new FindingFacts[expected];
        }

        /** Adds one, whose ordinal is greater than that of the one before. */
        public void add(int ordinal, FindingFacts what) {
            if (ordinal < 0) {
                throw new IllegalArgumentException(NEGATIVE);
            }
            if (size > 0 && ordinal <= ordinals[size - 1]) {
                throw new IllegalArgumentException(ordinal + " does not come after " + ordinals[size - 1]);
            }
            if (size == ordinals.length) {
                ordinals = Arrays.copyOf(ordinals, 2 * size + 1);
                facts = Arrays.copyOf(facts, 2 * size + 1);
            }
            ordinals[size] = ordinal;
            facts[size++] = requireNonNull(what, "what is null");
        }

        /** Whether the one with {@code ordinal} was added last. */
        public boolean endsWith(int ordinal) {
            return size > 0 && ordinals[size - 1] == ordinal;
        }

        /** What was added. */
        public Findings findings() {
            if (size == 0) {
                return EMPTY;
            }
            // Full arrays are never written again: what comes next goes into larger ones.
            return size == ordinals.length
                    ? new Findings(ordinals, facts)
                    : new Findings(Arrays.copyOf(ordinals, size), Arrays.copyOf(facts, size));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Findings that
                && Arrays.equals(ordinals, that.ordinals)
                && Arrays.equals(facts, that.facts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ordinals) + Arrays.hashCode(facts);
    }

    @Override
    public String toString() {
        return byOrdinal().toString();
    }
}
