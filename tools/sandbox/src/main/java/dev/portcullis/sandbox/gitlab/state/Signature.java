// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

/**
 * The signature of a commit as GitLab judged it.
 *
 * @param type {@code PGP}, {@code SSH} or {@code X509}
 * @param verificationStatus for example {@code verified} or {@code unknown_key}
 */
public record Signature(String type, String verificationStatus) {}
