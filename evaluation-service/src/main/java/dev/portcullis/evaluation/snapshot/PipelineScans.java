// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

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

    Scanned of(GitLabClient client, long projectId, long pipelineId) {
        return Scanned.NOTHING;
    }
}
