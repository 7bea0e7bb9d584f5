// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

import dev.portcullis.gitlab.Job;
import dev.portcullis.gitlab.JobArtifact;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * That a job of a pipeline lists SBOMs; how many files they are, only its archive tells.
 *
 * @param job the job
 * @param artifact the first of them
 */
record ListedSbom(Job job, JobArtifact artifact) {
    private static final String FILE_TYPE = "cyclonedx";

    ListedSbom {
        requireNonNull(job, "job is null");
        requireNonNull(artifact, "artifact is null");
    }

    /** One for each job that has ended and lists any, by job. */
    static List<ListedSbom> of(List<Job> jobs) {
        return jobs.stream()
                .filter(job -> ListedScan.ENDED.contains(job.status()))
                .map(ListedSbom::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(listed -> listed.job().id()))
                .toList();
    }

    private static Optional<ListedSbom> of(Job job) {
        return job.artifacts().stream()
                .filter(artifact -> artifact.fileType().equals(FILE_TYPE))
                .findFirst()
                .map(artifact -> new ListedSbom(job, artifact));
    }
}
