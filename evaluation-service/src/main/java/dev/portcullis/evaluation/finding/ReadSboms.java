// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

import dev.portcullis.evaluation.report.Sbom;
import org.jspecify.annotations.Nullable;

/**
 * What reading a job's SBOMs came to.
 *
 * @param listed the SBOMs as the job lists them
 * @param outcome how it ended
 * @param sbom all of them as one, present where {@code outcome} is a success
 * @param remark for people: why it is no success, or what of it does not count; may be empty
 */
record ReadSboms(
        ListedSbom listed, ScanOutcome outcome, @Nullable Sbom sbom, String remark) {
    ReadSboms {
        requireNonNull(listed, "listed is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(remark, "remark is null");
        if ((outcome == ScanOutcome.SUCCESS) != (sbom != null)) {
            throw new IllegalArgumentException("an SBOM that was read, and no other, has components");
        }
    }

    static ReadSboms succeeded(ListedSbom listed, Sbom sbom, String remark) {
        return new ReadSboms(listed, ScanOutcome.SUCCESS, sbom, remark);
    }

    static ReadSboms ended(ListedSbom listed, ScanOutcome outcome, String remark) {
        return new ReadSboms(listed, outcome, null, remark);
    }
}
