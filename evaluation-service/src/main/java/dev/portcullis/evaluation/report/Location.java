// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import dev.portcullis.policy.model.ScanType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a finding's location that say where it is, by their path in the report. */
final class Location {
    /** What is read; all of it is plain text or a number. */
    static final Set<String> FIELDS = Set.of(
            "file",
            "start_line",
            "end_line",
            "dependency.package.name",
            "image",
            "default_branch_image",
            "kubernetes_resource.agent_id",
            "path",
            "method",
            "param",
            "crash_type",
            "crash_state");

    private final Map<String, String> fields = new HashMap<>();

    void put(String field, String value) {
        fields.put(field, value);
    }

    /**
     * SHA-1 of what GitLab takes as the place of a finding of that type.
     *
     * @param onDefaultBranch elsewhere {@code default_branch_image} stands for the image where it is given
     */
    String fingerprint(ScanType type, boolean onDefaultBranch) {
        return Sha1.hex(data(type, onDefaultBranch));
    }

    /** Where a person finds it: a file, an image, a URL's path, a crash. */
    @Nullable
    String place(ScanType type) {
        return switch (type) {
            case SAST, SECRET_DETECTION, DEPENDENCY_SCANNING -> fields.get("file");
            case CONTAINER_SCANNING, CLUSTER_IMAGE_SCANNING -> fields.get("image");
            case DAST, API_FUZZING -> fields.get("path");
            case COVERAGE_FUZZING -> fields.get("crash_type");
        };
    }

    /** The first line, where there is one. */
    @Nullable
    Integer line() {
        String line = get("start_line");
        return line.matches("\\d{1,9}") ? Integer.valueOf(line) : null;
    }

    /** What GitLab appends to an identifier where a finding has no name. */
    String title(ScanType type, boolean onDefaultBranch) {
        String file = get("file");
        return switch (type) {
            case SAST, SECRET_DETECTION -> file.substring(file.lastIndexOf('/') + 1);
            default -> data(type, onDefaultBranch);
        };
    }

    private String data(ScanType type, boolean onDefaultBranch) {
        return switch (type) {
            case SAST, SECRET_DETECTION -> get("file") + ":" + get("start_line") + ":" + get("end_line");
            case DEPENDENCY_SCANNING -> get("file") + ":" + get("dependency.package.name");
            case CONTAINER_SCANNING -> image(onDefaultBranch);
            case CLUSTER_IMAGE_SCANNING -> {
                String agent = get("kubernetes_resource.agent_id");
                yield (agent.isEmpty() ? "" : "AGENT_" + agent + ":") + image(onDefaultBranch);
            }
            case DAST, API_FUZZING -> get("path") + ":" + get("method") + ":" + get("param");
            case COVERAGE_FUZZING -> get("crash_type") + ":" + get("crash_state");
        };
    }

    private String image(boolean onDefaultBranch) {
        String replacement = get("default_branch_image");
        String image = onDefaultBranch || replacement.isBlank() ? get("image") : replacement;
        return ImageName.normalised(image) + ":" + get("dependency.package.name");
    }

    private String get(String field) {
        return fields.getOrDefault(field, "");
    }
}
