// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.mergerequest.MergeRequests;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.messaging.work.WorkLease;
import dev.portcullis.messaging.work.Worker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The work kind {@code ingest}: one row for each pipeline whose scans are to be read. */
@ApplicationScoped
class IngestWork implements Worker {
    static final String KIND = "ingest";

    private static final Pattern MERGE_REQUEST_REF = Pattern.compile("refs/merge-requests/(\\d{1,18})/.*");
    private static final Logger LOG = Logger.getLogger(IngestWork.class);

    private final IngestPipeline ingestPipeline;
    private final MergeRequests mergeRequests;
    private final Work work;

    IngestWork(IngestPipeline ingestPipeline, MergeRequests mergeRequests, Work work) {
        this.ingestPipeline = ingestPipeline;
        this.mergeRequests = mergeRequests;
        this.work = work;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Two at a time: a large report takes memory. */
    @Override
    public int concurrency() {
        return 2;
    }

    @Override
    public Duration lease() {
        return Duration.ofMinutes(15);
    }

    @Override
    public void work(WorkLease lease) {
        try {
            ingestPipeline.ingest(PipelineKey.parse(lease.key()), change -> {
                change.ifPresent(changed -> {
                    mergeRequests.evaluateAll(concerned(changed));
                    if (changed.merged()) {
                        mergeRequests.evaluateAllOf(changed.namespace());
                    }
                });
                work.complete(lease);
            });
        } catch (GitLabException e) {
            if (e.kind() != GitLabException.Kind.NOT_FOUND) {
                throw e;
            }
            // Deleted, or never ours to see: there is nothing to wait for. Whoever needs its scans asks again.
            LOG.infof("Pipeline %s is not ingested: %s", lease.key(), e.getMessage());
            QuarkusTransaction.requiringNew().run(() -> work.complete(lease));
        }
    }

    /** Those that have the pipeline's commit as head or baseline, and the one that the pipeline ran for. */
    private Set<MergeRequestKey> concerned(PipelineIngested changed) {
        PipelineKey pipeline = changed.pipeline();
        Set<MergeRequestKey> keys = new LinkedHashSet<>();
        mergeRequests.openAt(pipeline.instance(), changed.sha()).stream()
                .map(KnownMergeRequest::key)
                .forEach(keys::add);
        Matcher matcher = MERGE_REQUEST_REF.matcher(changed.ref());
        if (matcher.matches()) {
            keys.add(new MergeRequestKey(pipeline.instance(), pipeline.projectId(), Long.parseLong(matcher.group(1))));
        }
        return keys;
    }
}
