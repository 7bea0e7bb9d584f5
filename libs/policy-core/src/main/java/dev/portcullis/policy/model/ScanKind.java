// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** The scans that a scan execution policy can run. */
public enum ScanKind implements Word {
    SAST,
    SAST_IAC,
    DAST,
    SECRET_DETECTION,
    CONTAINER_SCANNING,
    DEPENDENCY_SCANNING,
    CLUSTER_IMAGE_SCANNING;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of the report that the scan brings. */
    public ScanType type() {
        return switch (this) {
            case SAST, SAST_IAC -> ScanType.SAST;
            case DAST -> ScanType.DAST;
            case SECRET_DETECTION -> ScanType.SECRET_DETECTION;
            case CONTAINER_SCANNING -> ScanType.CONTAINER_SCANNING;
            case DEPENDENCY_SCANNING -> ScanType.DEPENDENCY_SCANNING;
            case CLUSTER_IMAGE_SCANNING -> ScanType.CLUSTER_IMAGE_SCANNING;
        };
    }
}
