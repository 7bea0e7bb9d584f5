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
}
