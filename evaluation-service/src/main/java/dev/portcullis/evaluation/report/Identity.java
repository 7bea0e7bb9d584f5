// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import dev.portcullis.messaging.Ids;
import dev.portcullis.policy.model.ScanType;
import java.util.UUID;

/** GitLab's identity of a finding: a UUIDv5 that every GitLab server computes alike. */
final class Identity {
    /** The namespace of production servers. */
    private static final UUID NAMESPACE = UUID.fromString("58dc0f06-936c-43b3-93bb-71693f1b6570");

    private Identity() {}

    /**
     * The identity within a project.
     *
     * @param primary the first identifier
     * @param location {@code <algorithm>:<SHA-1>} of the most telling signature, or the plain location's SHA-1
     */
    static UUID of(ScanType type, Identifier primary, String location, long projectId) {
        return of(type, primary.fingerprint(), location, projectId);
    }

    static UUID of(ScanType type, String primaryFingerprint, String location, long projectId) {
        return Ids.named(NAMESPACE, type.word() + "-" + primaryFingerprint + "-" + location + "-" + projectId);
    }
}
