// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.evaluation.finding.Scans;
import dev.portcullis.policy.snapshot.Fact;
import jakarta.enterprise.context.ApplicationScoped;

/** What pipelines scanned, read from GitLab first where it has not been yet. */
@ApplicationScoped
class PipelineScans {
    private final Scans scans;

    PipelineScans(Scans scans) {
        this.scans = scans;
    }

    /**
     * The scans and components of one pipeline; what is missing or did not succeed is noted in {@code unavailable}. Where
     * they cannot be read, none are told; the pipeline is there all the same.
     */
    Scans.Scanned of(String instance, long projectId, long pipelineId, Fact side, Unavailable unavailable) {
        return unavailable.read(side, Scans.Scanned.NOTHING, () -> {
            Scans.Scanned scanned = scans.of(instance, projectId, pipelineId);
            scanned.unavailable().forEach(reason -> unavailable.add(side, reason));
            scanned.notes().forEach(unavailable::note);
            return scanned;
        });
    }
}
