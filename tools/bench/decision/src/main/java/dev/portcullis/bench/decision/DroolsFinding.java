// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import dev.portcullis.bench.decision.MergeRequestFacts.Item;
import dev.portcullis.policy.snapshot.FindingFacts;

/** A finding as Drools reads it: public, with getters. */
public record DroolsFinding(
        boolean source,
        int ordinal,
        String scanner,
        String severity,
        boolean fix,
        boolean hasFix,
        boolean falsePositive,
        boolean hasFlag) {
    static DroolsFinding of(boolean source, Item item) {
        FindingFacts facts = item.facts();
        return new DroolsFinding(
                source,
                item.ordinal(),
                facts.scanner().name(),
                facts.severity().name(),
                facts.fixAvailable(),
                Criteria.hasFix(facts.scanner()),
                facts.falsePositive(),
                Criteria.hasFlag(facts.scanner()));
    }

    /** Whether it is of the head. */
    public boolean isSource() {
        return source;
    }

    /** Its identity. */
    public int getOrdinal() {
        return ordinal;
    }

    /** The scan type's name. */
    public String getScanner() {
        return scanner;
    }

    /** The severity's name. */
    public String getSeverity() {
        return severity;
    }

    /** Whether a fix is known. */
    public boolean isFix() {
        return fix;
    }

    /** Whether the scan type says so. */
    public boolean isHasFix() {
        return hasFix;
    }

    /** Whether it is flagged. */
    public boolean isFalsePositive() {
        return falsePositive;
    }

    /** Whether the scan type says so. */
    public boolean isHasFlag() {
        return hasFlag;
    }
}
