// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

/**
 * What a GitLab server says about itself.
 *
 * @param version e.g. {@code 18.2.0-ee}
 * @param revision the commit it was built from
 * @param enterprise whether it is the Enterprise Edition, whatever its licence allows
 */
public record Metadata(String version, String revision, boolean enterprise) {
    public Metadata {
        requireNonNull(version, "version is null");
        requireNonNull(revision, "revision is null");
    }
}
