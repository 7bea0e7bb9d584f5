// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

/**
 * What GitLab made of a commit's signature.
 *
 * @param signatureType {@code PGP}, {@code SSH} or {@code X509}
 * @param verificationStatus e.g. {@code verified}, {@code unverified}, {@code verified_system}
 */
public record CommitSignature(String signatureType, String verificationStatus) {
    public CommitSignature {
        requireNonNull(signatureType, "signatureType is null");
        requireNonNull(verificationStatus, "verificationStatus is null");
    }
}
