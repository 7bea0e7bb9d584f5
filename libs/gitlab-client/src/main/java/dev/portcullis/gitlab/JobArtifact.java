// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A file that a job left, as the job lists it; listing says nothing about whether it can be downloaded.
 *
 * @param fileType e.g. {@code archive}, {@code sast}, {@code cyclonedx}
 * @param size bytes
 * @param fileFormat {@code raw}, {@code gzip} or {@code zip}
 */
public record JobArtifact(
        String fileType,
        long size,
        @Nullable String filename,
        @Nullable String fileFormat) {
    public JobArtifact {
        requireNonNull(fileType, "fileType is null");
    }
}
