// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What scans of the head found and the baseline has not in the same class: what a rule may count as new. Every rule
 * goes through all of it, so it is kept in arrays; what has to be looked at closely is the exception.
 */
final class Changes {
    /** Stands for the class of a finding of another scanner than its scan. */
    static final short NO_CLASS = -1;

    private int size;
    private int[] ordinals = new int[32];
    private FindingFacts[] facts = new FindingFacts[32];
    private ScanType[] scans = new ScanType[32];
    private short[] classes = new short[32];
    private @Nullable Before[] before = {};
    private int[] about = {};

    /** What a scan of the baseline says of the same finding, and what others say. */
    record Before(
            ScanType scan,
            FindingFacts facts,
            short findingClass,
            @Nullable Before next) {}

    /** The class of what {@code scan} says of a finding. */
    static short classOf(ScanType scan, FindingFacts facts) {
        return scan == facts.scanner() ? (short) facts.findingClass() : NO_CLASS;
    }

    void add(int ordinal, ScanType scan, FindingFacts what) {
        if (size == ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, 2 * size);
            facts = Arrays.copyOf(facts, 2 * size);
            scans = Arrays.copyOf(scans, 2 * size);
            classes = Arrays.copyOf(classes, 2 * size);
        }
        ordinals[size] = ordinal;
        facts[size] = what;
        scans[size] = scan;
        classes[size++] = classOf(scan, what);
    }

    /** Puts what was added in the order of ordinals; of one ordinal, in the order in which it was added. */
    void sort() {
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            keys[i] = ((long) ordinals[i] << 32) | i;
        }
        Arrays.sort(keys);
        FindingFacts[] unsortedFacts = facts.clone();
        ScanType[] unsortedScans = scans.clone();
        short[] unsortedClasses = classes.clone();
        for (int i = 0; i < size; i++) {
            int from = (int) keys[i];
            ordinals[i] = (int) (keys[i] >>> 32);
            facts[i] = unsortedFacts[from];
            scans[i] = unsortedScans[from];
            classes[i] = unsortedClasses[from];
        }
        before = new Before[size];
    }

    /** Notes what a scan of the baseline says of the finding at a place. */
    void addBefore(int index, ScanType scan, FindingFacts there) {
        before[index] = new Before(scan, there, classOf(scan, there), before[index]);
    }

    int size() {
        return size;
    }

    int ordinalAt(int index) {
        return ordinals[index];
    }

    FindingFacts factsAt(int index) {
        return facts[index];
    }

    /** Chooses those that a selection may be about, and says how many; {@link #chosen} tells which. */
    int choose(Selection selection) {
        if (about.length < size) {
            about = new int[size];
        }
        int count = 0;
        for (int i = 0; i < size; i++) {
            about[count] = i;
            count += classes[i] == NO_CLASS ? 1 : selection.oneIfHas(classes[i]);
        }
        return count;
    }

    /** The place of the one that was chosen as {@code number}, from 0, the last time. */
    int chosen(int number) {
        return about[number];
    }

    /** Whether {@code filter} keeps what the head says, and nothing that the baseline says. */
    boolean isNewTo(FindingFilter filter, int index) {
        if (!filter.keeps(classes[index], scans[index], facts[index])) {
            return false;
        }
        for (Before one = before[index]; one != null; one = one.next()) {
            if (filter.keeps(one.findingClass(), one.scan(), one.facts())) {
                return false;
            }
        }
        return true;
    }
}
