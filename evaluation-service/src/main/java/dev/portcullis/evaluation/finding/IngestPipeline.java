// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.evaluation.finding.IdentifyFindings.Identified;
import dev.portcullis.evaluation.gitlab.GitLabInstances;
import dev.portcullis.evaluation.report.Report;
import dev.portcullis.evaluation.report.ReportedFinding;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.Job;
import dev.portcullis.gitlab.Pipeline;
import dev.portcullis.gitlab.Project;
import dev.portcullis.messaging.Failpoints;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings what is known of a pipeline's scans to what GitLab lists now. Doing it twice changes nothing, and two at once
 * wait for each other at the project's row. A report that was read once is never lost to its expiry.
 */
@ApplicationScoped
class IngestPipeline {
    private final GitLabInstances instances;
    private final ProjectStore projects;
    private final IdentifyFindings identifyFindings;
    private final FindingStore findings;
    private final ScanStore scans;
    private final SbomStore sboms;
    private final IngestSboms ingestSboms;
    private final Failpoints failpoints;

    IngestPipeline(
            GitLabInstances instances,
            ProjectStore projects,
            IdentifyFindings identifyFindings,
            FindingStore findings,
            ScanStore scans,
            SbomStore sboms,
            IngestSboms ingestSboms,
            Failpoints failpoints) {
        this.instances = instances;
        this.projects = projects;
        this.identifyFindings = identifyFindings;
        this.findings = findings;
        this.scans = scans;
        this.sboms = sboms;
        this.ingestSboms = ingestSboms;
        this.failpoints = failpoints;
    }

    /**
     * Reads what is new, outside any transaction, then stores it in one, with what {@code finish} does;
     * it is told of what has changed, if anything has.
     *
     * @throws dev.portcullis.gitlab.GitLabException where GitLab does not let it be read
     */
    void ingest(PipelineKey key, Consumer<Optional<PipelineIngested>> finish) {
        GitLabClient client = instances.client(key.instance());
        List<Job> jobs = client.pipelines().jobs(key.projectId(), key.pipelineId());
        List<ListedScan> listed = ListedScan.of(jobs);
        List<ListedSbom> listedSboms = ListedSbom.of(jobs);
        byte[] digest = ListedScan.digest(listed, listedSboms);
        if (isCurrent(key, digest)) {
            QuarkusTransaction.requiringNew().run(() -> finish.accept(Optional.empty()));
            return;
        }
        Pipeline pipeline = client.pipelines().get(key.projectId(), key.pipelineId());
        Project project = client.projects().get(key.projectId());
        Instant now = Instant.now();
        boolean onDefaultBranch = pipeline.ref().equals(project.defaultBranch()) && !pipeline.tag();
        Gathered gathered = new Gathered(
                pipeline,
                project,
                onDefaultBranch,
                new FetchReports(client, key.projectId(), onDefaultBranch).read(listed, now),
                new FetchSboms(client, key.projectId()).read(listedSboms, now),
                now);
        failpoints.hit("ingest.gathered");
        QuarkusTransaction.requiringNew().run(() -> finish.accept(store(key, digest, gathered)));
    }

    private record Gathered(
            Pipeline pipeline,
            Project project,
            boolean onDefaultBranch,
            List<ReadScan> scans,
            List<ReadSboms> sboms,
            Instant at) {}

    /** A report that GitLab did not hand out is asked for again: its reason may have been mended. */
    private boolean isCurrent(PipelineKey key, byte[] digest) {
        return scans.jobsSha256(key)
                        .filter(stored -> Arrays.equals(stored, digest))
                        .isPresent()
                && scans.ofPipeline(key).stream().noneMatch(scan -> scan.outcome() == ScanOutcome.UNAVAILABLE);
    }

    /** Tells what has changed, if anything has. */
    private Optional<PipelineIngested> store(PipelineKey key, byte[] digest, Gathered gathered) {
        Pipeline pipeline = gathered.pipeline();
        Instant now = gathered.at();
        projects.save(key.instance(), gathered.project(), now);
        boolean first = scans.jobsSha256(key).isEmpty();
        List<Object> before = stored(key);
        Identified identified = identifyFindings.identify(
                key.instance(), key.projectId(), all(gathered.scans()), gathered.onDefaultBranch(), now);
        String month = scans.month(key);
        List<Long> ids = new ArrayList<>();
        for (ReadScan scan : gathered.scans()) {
            ids.add(scans.save(key, month, stored(key, scan, identified), now));
        }
        ids.addAll(ingestSboms.store(key, month, gathered.sboms(), now));
        scans.savePipeline(
                key,
                month,
                new ScanStore.IngestedPipeline(pipeline.sha(), pipeline.ref(), pipeline.status(), ids),
                digest,
                now);
        return first || identified.merged() || !stored(key).equals(before)
                ? Optional.of(new PipelineIngested(
                        key,
                        pipeline.sha(),
                        pipeline.ref(),
                        gathered.project().pathWithNamespace(),
                        identified.merged()))
                : Optional.empty();
    }

    private List<Object> stored(PipelineKey key) {
        List<Object> stored = new ArrayList<>(scans.ofPipeline(key));
        stored.addAll(sboms.ofPipeline(key));
        return stored;
    }

    private static List<ReportedFinding> all(List<ReadScan> read) {
        List<ReportedFinding> all = new ArrayList<>();
        for (ReadScan scan : read) {
            Report report = scan.report();
            if (report != null) {
                all.addAll(report.findings());
            }
        }
        return all;
    }

    private StoredScan stored(PipelineKey key, ReadScan scan, Identified identified) {
        ListedScan listed = scan.listed();
        Report report = scan.report();
        if (report == null) {
            StoredScan ended = new StoredScan(
                    listed.job().id(),
                    listed.job().name(),
                    listed.type(),
                    scan.outcome(),
                    scan.reason(),
                    false,
                    null,
                    ScanSet.EMPTY);
            return scan.outcome() == ScanOutcome.UNAVAILABLE ? readEarlier(key, ended) : ended;
        }
        return new StoredScan(
                listed.job().id(),
                listed.job().name(),
                listed.type(),
                ScanOutcome.SUCCESS,
                null,
                report.outdated(),
                report.sha256(),
                findings.save(key.instance(), key.projectId(), report.findings(), identified));
    }

    private StoredScan readEarlier(PipelineKey key, StoredScan unavailable) {
        return scans.ofJob(key, unavailable.jobId(), unavailable.type()).stream()
                .map(ScanStore.Found::scan)
                .filter(scan -> scan.outcome() == ScanOutcome.SUCCESS)
                .findFirst()
                .orElse(unavailable);
    }
}
