// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** The kinds of security scan that GitLab has a report for. */
public enum ScanType implements Word {
    SAST,
    SECRET_DETECTION,
    DEPENDENCY_SCANNING,
    CONTAINER_SCANNING,
    DAST,
    COVERAGE_FUZZING,
    API_FUZZING,
    CLUSTER_IMAGE_SCANNING;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
