// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

import dev.portcullis.gitlab.Job;
import dev.portcullis.gitlab.JobArtifact;
import dev.portcullis.policy.model.ScanType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A report that a job of a pipeline lists. Jobs that ended without one leave no trace of what they would have scanned.
 *
 * @param job the job
 * @param artifact the report
 * @param type what the job declared it as
 */
record ListedScan(Job job, JobArtifact artifact, ScanType type) {
    static final Set<String> ENDED = Set.of("success", "failed", "canceled");

    ListedScan {
        requireNonNull(job, "job is null");
        requireNonNull(artifact, "artifact is null");
        requireNonNull(type, "type is null");
    }

    /** The reports of the jobs that have ended, by job and type. */
    static List<ListedScan> of(List<Job> jobs) {
        List<ListedScan> scans = new ArrayList<>();
        for (Job job : jobs) {
            if (ENDED.contains(job.status())) {
                for (JobArtifact artifact : job.artifacts()) {
                    for (ScanType type : ScanType.values()) {
                        if (type.word().equals(artifact.fileType().toLowerCase(Locale.ROOT))) {
                            scans.add(new ListedScan(job, artifact, type));
                        }
                    }
                }
            }
        }
        scans.sort(
                Comparator.comparingLong((ListedScan scan) -> scan.job().id()).thenComparing(ListedScan::type));
        return scans;
    }

    /** SHA-256 over jobs, states, reports and SBOMs: equal where there is nothing new to read. */
    static byte[] digest(List<ListedScan> scans, List<ListedSbom> sboms) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ListedScan scan : scans) {
                String line = scan.job().id() + " " + scan.job().status() + " " + scan.type() + " "
                        + scan.artifact().size() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            for (ListedSbom sbom : sboms) {
                String line = sbom.job().id() + " " + sbom.job().status() + " SBOM "
                        + sbom.artifact().size() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
