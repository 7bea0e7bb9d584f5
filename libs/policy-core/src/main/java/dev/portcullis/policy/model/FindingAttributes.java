// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import org.jspecify.annotations.Nullable;

/**
 * Further filters on findings, all of which have to hold; an absent one is no filter.
 *
 * @param falsePositive keep only findings with this flag; means something for SAST and secret detection
 * @param fixAvailable keep only findings with (or without) a solution; means something for dependency and container
 *     scanning
 * @param knownExploited true keeps only CVEs in CISA's catalogue, false is no filter
 * @param epss keep only CVEs with such an exploit prediction score
 * @param enrichmentUnavailable what becomes of a CVE about which catalogue and score are not known
 */
public record FindingAttributes(
        @Nullable Boolean falsePositive,
        @Nullable Boolean fixAvailable,
        @Nullable Boolean knownExploited,
        @Nullable EpssFilter epss,
        @Nullable EnrichmentAction enrichmentUnavailable) {
    /** No filter at all. */
    public static final FindingAttributes NONE = new FindingAttributes(null, null, null, null, null);

    /** Whether a filter reads the KEV catalogue or the EPSS score. */
    public boolean readsEnrichment() {
        return epss != null || Boolean.TRUE.equals(knownExploited);
    }
}
