// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.snapshot.SnapshotJson;

/** Decisions as canonical JSON: the same decision has the same bytes. */
public final class DecisionJson {
    private DecisionJson() {}

    /** The bytes of a decision. */
    public static byte[] write(Decision decision) {
        return CanonicalJson.write(SnapshotJson.RECORDS.write(decision));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException where the bytes are no decision
     */
    public static Decision read(byte[] bytes) {
        return SnapshotJson.RECORDS.read(Decision.class, CanonicalJson.read(bytes));
    }
}
