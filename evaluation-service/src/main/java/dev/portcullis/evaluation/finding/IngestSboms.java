// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.evaluation.report.Sbom;
import dev.portcullis.gitlab.Job;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps what SBOMs list. What was read once is never lost to its expiry. */
@ApplicationScoped
class IngestSboms {
    private final SbomStore sboms;
    private final ComponentStore components;

    IngestSboms(SbomStore sboms, ComponentStore components) {
        this.sboms = sboms;
        this.components = components;
    }

    /** Stores a pipeline's SBOMs in a project whose row is locked; returns their rows' ids. */
    List<Long> store(PipelineKey key, String month, List<ReadSboms> read, Instant now) {
        List<Long> ids = new ArrayList<>();
        for (ReadSboms one : read) {
            ids.add(sboms.save(key, month, stored(key, one), now));
        }
        return ids;
    }

    private StoredSbom stored(PipelineKey key, ReadSboms read) {
        Job job = read.listed().job();
        Sbom sbom = read.sbom();
        if (sbom != null) {
            ScanSet listed = components.save(key.instance(), key.projectId(), sbom.components());
            return new StoredSbom(job.id(), job.name(), read.outcome(), read.remark(), sbom.sha256(), listed);
        }
        StoredSbom ended = new StoredSbom(job.id(), job.name(), read.outcome(), read.remark(), null, ScanSet.EMPTY);
        return read.outcome() == ScanOutcome.UNAVAILABLE
                ? sboms.lastRead(key, job.id()).orElse(ended)
                : ended;
    }
}
