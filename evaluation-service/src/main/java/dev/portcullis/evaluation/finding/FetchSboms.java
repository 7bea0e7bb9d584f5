// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.evaluation.report.ReadSbom;
import dev.portcullis.evaluation.report.ReportException;
import dev.portcullis.evaluation.report.Sbom;
import dev.portcullis.gitlab.Artifacts;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.Job;
import dev.portcullis.policy.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Downloads and reads SBOMs. One of a job's files that cannot be read makes all of them count as not read. */
final class FetchSboms {
    /** As GitLab's analyzers name them. */
    private static final Pattern NAME = Pattern.compile(".*\\.cdx\\.json");

    private final GitLabClient client;
    private final long projectId;

    FetchSboms(GitLabClient client, long projectId) {
        this.client = client;
        this.projectId = projectId;
    }

    /**
     * Reads all of them.
     *
     * @throws GitLabException where GitLab is not there or asks to come back later
     */
    List<ReadSboms> read(List<ListedSbom> listed, Instant now) {
        return listed.stream().map(one -> read(one, now)).toList();
    }

    private ReadSboms read(ListedSbom listed, Instant now) {
        Job job = listed.job();
        String named = "job '" + job.name() + "' (" + job.id() + ")";
        return switch (job.status()) {
            case "failed" ->
                ReadSboms.ended(listed, ScanOutcome.FAILED, named + " failed; SBOMs of failed jobs do not count");
            case "canceled" -> ReadSboms.ended(listed, ScanOutcome.CANCELED, named + " was cancelled");
            default -> fetch(listed, named, now);
        };
    }

    private static Sbom joined(List<Sbom> sboms) {
        String digests = sboms.stream().map(Sbom::sha256).collect(Collectors.joining());
        return sboms.size() == 1
                ? sboms.getFirst()
                : new Sbom(
                        CanonicalJson.sha256(digests.getBytes(StandardCharsets.US_ASCII)),
                        Sbom.join(sboms.stream().map(Sbom::components).toList()),
                        List.of());
    }

    private ReadSboms fetch(ListedSbom listed, String named, Instant now) {
        List<Artifacts.Named> files = List.of();
        try {
            files = client.artifacts().reports(projectId, listed.job(), listed.artifact(), NAME);
            List<Sbom> sboms = new ArrayList<>();
            List<String> notes = new ArrayList<>();
            for (Artifacts.Named file : files) {
                Sbom sbom;
                try (InputStream in = file.download().open()) {
                    sbom = ReadSbom.read(in);
                } catch (ReportException e) {
                    return ReadSboms.ended(
                            listed, ScanOutcome.FAILED, "SBOM " + file.name() + " of " + named + ": " + e.getMessage());
                }
                sboms.add(sbom);
                sbom.notes().forEach(note -> notes.add("SBOM " + file.name() + " of " + named + ": " + note));
            }
            return ReadSboms.succeeded(listed, joined(sboms), String.join("; ", notes));
        } catch (GitLabException e) {
            if (e.isTransient() || e.kind() == GitLabException.Kind.UNAUTHORIZED) {
                throw e;
            }
            return ReadSboms.ended(
                    listed,
                    ScanOutcome.UNAVAILABLE,
                    "SBOM of " + named + ": " + FetchReports.unavailable(listed.job(), now, e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            files.forEach(file -> file.download().close());
        }
    }
}
