// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * An immutable set of findings: a compressed bitmap of per-project ordinals with the facts of each, in ordinal order.
 * Two findings are the same if their ordinals are; the facts may differ between two scans.
 */
public final class Findings {
    /** No finding. */
    public static final Findings EMPTY = new Findings(new RoaringBitmap(), new FindingFacts[0]);

    private final RoaringBitmap ordinals;
    private final FindingFacts[] facts;

    private Findings(RoaringBitmap ordinals, FindingFacts[] facts) {
        this.ordinals = ordinals;
        this.facts = facts;
    }

    /** The findings with these facts by ordinal. */
    public static Findings of(SortedMap<Integer, FindingFacts> byOrdinal) {
        if (byOrdinal.isEmpty()) {
            return EMPTY;
        }
        RoaringBitmap ordinals = new RoaringBitmap();
        byOrdinal.keySet().forEach(ordinals::add);
        return new Findings(ordinals, byOrdinal.values().toArray(FindingFacts[]::new));
    }

    /** The findings with these ordinals, and their facts in ascending order of ordinal. */
    public static Findings of(RoaringBitmap ordinals, List<FindingFacts> facts) {
        if (ordinals.getLongCardinality() != facts.size()) {
            throw new IllegalArgumentException(
                    ordinals.getLongCardinality() + " ordinals cannot have " + facts.size() + " facts");
        }
        return new Findings(ordinals.clone(), facts.toArray(FindingFacts[]::new));
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
        return ordinals.contains(ordinal);
    }

    /** The facts about the finding with {@code ordinal}, if it is among them. */
    public @Nullable FindingFacts get(int ordinal) {
        return ordinals.contains(ordinal) ? facts[ordinals.rank(ordinal) - 1] : null;
    }

    /** A copy of the ordinals. */
    public RoaringBitmap ordinals() {
        return ordinals.clone();
    }

    /** The facts in ascending order of ordinal. */
    public List<FindingFacts> facts() {
        return List.of(facts);
    }

    /** These without those of {@code other}. */
    public Findings minus(Findings other) {
        return isEmpty() || other.isEmpty() ? this : keep(ordinal -> !other.ordinals.contains(ordinal), fact -> true);
    }

    /** These that are also in {@code other}, with the facts from here. */
    public Findings and(Findings other) {
        return keep(other.ordinals::contains, fact -> true);
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
        PeekableIntIterator mine = ordinals.getIntIterator();
        PeekableIntIterator its = other.ordinals.getIntIterator();
        int index = 0;
        int otherIndex = 0;
        while (mine.hasNext() || its.hasNext()) {
            if (!its.hasNext() || (mine.hasNext() && mine.peekNext() <= its.peekNext())) {
                all.add(mine.next(), facts[index++]);
            } else if (all.endsWith(its.peekNext())) {
                its.next();
                otherIndex++;
            } else {
                all.add(its.next(), other.facts[otherIndex++]);
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
        int index = 0;
        for (PeekableIntIterator all = ordinals.getIntIterator(); all.hasNext(); ) {
            map.put(all.next(), facts[index++]);
        }
        return map;
    }

    /** Passes every ordinal with its facts, in ascending order. */
    public void forEach(ObjIntConsumer<FindingFacts> consumer) {
        int index = 0;
        for (PeekableIntIterator all = ordinals.getIntIterator(); all.hasNext(); ) {
            consumer.accept(facts[index++], all.next());
        }
    }

    private Findings keep(IntPredicate wantedOrdinal, Predicate<FindingFacts> wanted) {
        RoaringBitmap keptOrdinals = new RoaringBitmap();
        List<FindingFacts> kept = new ArrayList<>(facts.length);
        int index = 0;
        for (PeekableIntIterator all = ordinals.getIntIterator(); all.hasNext(); index++) {
            int ordinal = all.next();
            if (wantedOrdinal.test(ordinal) && wanted.test(facts[index])) {
                keptOrdinals.add(ordinal);
                kept.add(facts[index]);
            }
        }
        return kept.size() == facts.length ? this : new Findings(keptOrdinals, kept.toArray(FindingFacts[]::new));
    }

    /** Gathers findings that come in ascending order of ordinal. */
    public static final class Ascending {
        private int[] ordinals = new int[8];
        private final List<FindingFacts> facts = new ArrayList<>();

        /** Adds one, whose ordinal is greater than that of the one before. */
        public void add(int ordinal, FindingFacts what) {
            int size = facts.size();
            if (size > 0 && ordinal <= ordinals[size - 1]) {
                throw new IllegalArgumentException(ordinal + " does not come after " + ordinals[size - 1]);
            }
            if (size == ordinals.length) {
                ordinals = Arrays.copyOf(ordinals, 2 * size);
            }
            ordinals[size] = ordinal;
            facts.add(what);
        }

        /** Whether the one with {@code ordinal} was added last. */
        public boolean endsWith(int ordinal) {
            return !facts.isEmpty() && ordinals[facts.size() - 1] == ordinal;
        }

        /** What was added. */
        public Findings findings() {
            return facts.isEmpty()
                    ? EMPTY
                    : new Findings(
                            RoaringBitmap.bitmapOf(Arrays.copyOf(ordinals, facts.size())),
                            facts.toArray(FindingFacts[]::new));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Findings that && ordinals.equals(that.ordinals) && Arrays.equals(facts, that.facts);
    }

    @Override
    public int hashCode() {
        return 31 * ordinals.hashCode() + Arrays.hashCode(facts);
    }

    @Override
    public String toString() {
        return byOrdinal().toString();
    }
}
