// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.evaluation.finding.Scans;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.policy.snapshot.Component;
import dev.portcullis.policy.snapshot.Scan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pipeline scanned, as the findings keep it. */
@ApplicationScoped
class PipelineScans {
    /**
     * The scans of one pipeline.
     *
     * @param unreadable why a report that is listed could not be read, or null
     */
    record Scanned(
            List<Scan> scans,
            @Nullable List<Component> dependencies,
            @Nullable String unreadable) {
        static final Scanned NOTHING = new Scanned(List.of(), null, null);
    }

    private final Scans scans;

    PipelineScans(Scans scans) {
        this.scans = scans;
    }

    Scanned of(GitLabClient client, long projectId, long pipelineId) {
        Scans.Scanned scanned = scans.of(client.instance(), projectId, pipelineId);
        String unreadable = scanned.unavailable().isEmpty() ? null : String.join("; ", scanned.unavailable());
        return new Scanned(scanned.scans(), null, unreadable);
    }
}
