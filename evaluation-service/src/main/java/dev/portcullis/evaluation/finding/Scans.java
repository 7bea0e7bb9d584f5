// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.evaluation.mergerequest.MergeRequests;
import dev.portcullis.evaluation.report.Sbom;
import dev.portcullis.policy.snapshot.Component;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.ScanStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What pipelines found. */
@ApplicationScoped
public class Scans {
    private final IngestPipeline ingestPipeline;
    private final ScanStore scans;
    private final FindingStore findings;
    private final IdentityStore identities;
    private final SetStore sets;
    private final SbomStore sboms;
    private final ComponentStore components;
    private final MergeRequests mergeRequests;

    Scans(
            IngestPipeline ingestPipeline,
            ScanStore scans,
            FindingStore findings,
            IdentityStore identities,
            SetStore sets,
            SbomStore sboms,
            ComponentStore components,
            MergeRequests mergeRequests) {
        this.ingestPipeline = ingestPipeline;
        this.scans = scans;
        this.findings = findings;
        this.identities = identities;
        this.sets = sets;
        this.sboms = sboms;
        this.components = components;
        this.mergeRequests = mergeRequests;
    }

    /**
     * The scans of one pipeline, without those of its children.
     *
     * @param scans those whose outcome is known; a report that cannot be read to its end makes a failed scan
     * @param unavailable why reports that are listed could not be had, a sentence for each
     * @param notes why scans did not succeed and SBOMs were not read, what of SBOMs does not count, and which reports
     *     are of an outdated schema, a sentence for each
     * @param components what its SBOMs list; absent where none could be read
     */
    public record Scanned(
            List<Scan> scans,
            List<String> unavailable,
            List<String> notes,
            @Nullable List<Component> components) {
        /** Of a pipeline that has scanned nothing yet. */
        public static final Scanned NOTHING = new Scanned(List.of(), List.of(), List.of(), null);

        public Scanned {
            scans = List.copyOf(scans);
            unavailable = List.copyOf(unavailable);
            notes = List.copyOf(notes);
            components = components == null ? null : List.copyOf(components);
        }
    }

    /**
     * What the jobs that have ended found, read from GitLab first where it lists something new. Not to be called within
     * a transaction.
     *
     * @throws dev.portcullis.gitlab.GitLabException where GitLab does not let it be read
     */
    public Scanned of(String instance, long projectId, long pipelineId) {
        PipelineKey key = new PipelineKey(instance, projectId, pipelineId);
        ingestPipeline.ingest(
                key,
                change -> change.filter(PipelineIngested::merged)
                        .ifPresent(merged -> mergeRequests.evaluateAllOf(merged.namespace())));
        return stored(key);
    }

    /**
     * Keeps sets of findings and components for snapshots of this month.
     *
     * @param digests of findings and components, as their canonical JSON in snapshots gives them
     * @return those that are stored as sets; the others are not known here
     */
    public Set<String> keep(Collection<String> digests) {
        return sets.keep(digests);
    }

    /** The findings or components of a stored set as canonical JSON, from its bitmap and facts as they are now. */
    public Optional<byte[]> content(String digest) {
        return sets.content(digest);
    }

    private Scanned stored(PipelineKey key) {
        List<StoredScan> stored = scans.ofPipeline(key);
        Map<Integer, Integer> aliases = identities.aliases(key.instance(), key.projectId());
        List<Scan> known = new ArrayList<>();
        List<String> unavailable = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (StoredScan scan : stored) {
            Optional<ScanStatus> status = scan.outcome().status();
            status.ifPresent(found -> known.add(scan(key, scan, found, aliases)));
            String reason = scan.reason();
            if (reason != null) {
                (status.isEmpty() ? unavailable : notes).add(reason);
            }
            if (scan.outdated()) {
                notes.add("the " + scan.type().word() + " report of job '" + scan.jobName()
                        + "' is of an outdated schema, which GitLab itself no longer reads");
            }
        }
        return new Scanned(known, unavailable, notes, components(key, notes));
    }

    private @Nullable List<Component> components(PipelineKey key, List<String> notes) {
        List<StoredSbom> stored = sboms.ofPipeline(key);
        stored.stream()
                .map(StoredSbom::remark)
                .filter(remark -> !remark.isEmpty())
                .forEach(notes::add);
        List<List<Component>> read = stored.stream()
                .filter(sbom -> sbom.outcome() == ScanOutcome.SUCCESS)
                .map(sbom -> components.read(sbom.components()))
                .toList();
        return switch (read.size()) {
            case 0 -> null;
            // As they are stored, so that snapshots need not keep them again.
            case 1 -> read.getFirst();
            default -> Sbom.join(read);
        };
    }

    private Scan scan(PipelineKey key, StoredScan stored, ScanStatus status, Map<Integer, Integer> aliases) {
        ScanSet resolved = findings.resolve(stored.findings(), aliases);
        if (!resolved.equals(stored.findings())) {
            sets.save(key.instance(), key.projectId(), resolved, SetStore.THIS_MONTH);
        }
        Findings found = findings.read(key.instance(), key.projectId(), resolved);
        return new Scan(stored.type(), status, stored.jobId(), stored.reportSha256(), found);
    }
}
