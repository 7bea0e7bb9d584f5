// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.evaluation.report.Deduplicate;
import dev.portcullis.evaluation.report.ReadReport;
import dev.portcullis.evaluation.report.Report;
import dev.portcullis.evaluation.report.ReportException;
import dev.portcullis.gitlab.Download;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.Job;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Downloads and reads reports. A report of a job that did not succeed is not read, as GitLab does; one that cannot be
 * read to its end makes its scan a failed one; one that GitLab does not hand out is unavailable.
 */
final class FetchReports {
    private final GitLabClient client;
    private final long projectId;
    private final boolean onDefaultBranch;

    FetchReports(GitLabClient client, long projectId, boolean onDefaultBranch) {
        this.client = client;
        this.projectId = projectId;
        this.onDefaultBranch = onDefaultBranch;
    }

    /**
     * Reads all of them and de-duplicates their findings.
     *
     * @throws GitLabException where GitLab is not there or asks to come back later
     */
    List<ReadScan> read(List<ListedScan> listed, Instant now) {
        List<ReadScan> scans = listed.stream().map(scan -> read(scan, now)).toList();
        List<Report> reports =
                scans.stream().map(ReadScan::report).filter(Objects::nonNull).toList();
        Iterator<Report> deduplicated = Deduplicate.across(reports).iterator();
        List<ReadScan> result = new ArrayList<>();
        for (ReadScan scan : scans) {
            result.add(scan.report() == null ? scan : ReadScan.succeeded(scan.listed(), deduplicated.next()));
        }
        return result;
    }

    private ReadScan read(ListedScan scan, Instant now) {
        Job job = scan.job();
        String named = "job '" + job.name() + "' (" + job.id() + ")";
        return switch (job.status()) {
            case "failed" ->
                ReadScan.ended(scan, ScanOutcome.FAILED, named + " failed; reports of failed jobs do not count");
            case "canceled" -> ReadScan.ended(scan, ScanOutcome.CANCELED, named + " was cancelled");
            default -> fetch(scan, named, now);
        };
    }

    private ReadScan fetch(ListedScan scan, String named, Instant now) {
        String report = scan.type().word() + " report of " + named;
        if (ReadScan.isTooLarge(scan)) {
            return ReadScan.ended(
                    scan, ScanOutcome.FAILED, report + " is larger than " + (ReadReport.MAX_BYTES >> 20) + " MB");
        }
        try (Download download = client.artifacts().report(projectId, scan.job(), scan.artifact());
                InputStream in = download.open()) {
            ReadReport.Context context = new ReadReport.Context(scan.type(), projectId, onDefaultBranch);
            return ReadScan.succeeded(scan, ReadReport.read(in, context));
        } catch (ReportException e) {
            return ReadScan.ended(scan, ScanOutcome.FAILED, report + ": " + e.getMessage());
        } catch (GitLabException e) {
            if (e.isTransient() || e.kind() == GitLabException.Kind.UNAUTHORIZED) {
                throw e;
            }
            return ReadScan.ended(scan, ScanOutcome.UNAVAILABLE, report + ": " + unavailable(scan.job(), now, e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why a job's artifact is not handed out. */
    static String unavailable(Job job, Instant now, GitLabException failure) {
        Instant expiry = job.artifactsExpireAt();
        if (job.erasedAt() != null) {
            return "the job was erased. Run it again";
        }
        if (expiry != null && expiry.isBefore(now)) {
            return "it expired at " + expiry + ". Run the job again";
        }
        return String.valueOf(failure.getMessage());
    }
}
