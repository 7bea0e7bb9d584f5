// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

/** GitLab's codes of the errors that a policy's fallback decides about, and Portcullis' own for the last two. */
public enum ErrorCode {
    /** A scan that the target has, or that the rule names, is missing in the source. */
    SCAN_REMOVED,
    /** The source pipelines brought no report at all. */
    ARTIFACTS_MISSING,
    /** A licence rule found no pipeline with an SBOM to compare with. */
    TARGET_PIPELINE_MISSING,
    /** The scan ran, and its job failed or was cancelled. */
    SCAN_FAILED,
    /** The target was never scanned, and Portcullis is set up to require it. */
    TARGET_SCANS_MISSING
}
