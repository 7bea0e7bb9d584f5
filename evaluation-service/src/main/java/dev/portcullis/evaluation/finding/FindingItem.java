// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finding of a pipeline as the API shows it.
 *
 * @param uuid GitLab's identity of it within the project
 * @param type the kind of scan, e.g. {@code sast}
 * @param severity e.g. {@code critical}
 * @param scanner the tool's id
 * @param identifiers the primary one first
 * @param place a file, an image, a URL's path
 * @param jobId the job that reported it
 * @param position where the finding stands in the list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FindingItem(
        UUID uuid,
        String type,
        String severity,
        String scanner,
        String name,
        List<String> identifiers,
        @Nullable String place,
        @Nullable Integer line,
        boolean falsePositive,
        boolean fixAvailable,
        long jobId,
        @JsonIgnore Position position) {
    FindingItem {
        requireNonNull(uuid, "uuid is null");
        requireNonNull(type, "type is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(scanner, "scanner is null");
        requireNonNull(name, "name is null");
        requireNonNull(position, "position is null");
        identifiers = List.copyOf(identifiers);
    }

    /** The sort keys: the most severe first, then by ordinal and scan. */
    record Position(int severity, int ordinal, long scanId) {}
}
