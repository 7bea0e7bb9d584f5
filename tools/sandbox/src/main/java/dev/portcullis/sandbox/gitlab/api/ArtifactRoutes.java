// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.Artifact;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Downloads of artifacts: only the archive. A file that was uploaded as a report and not under {@code paths} is not
 * in it, and a job that has reports only answers 404.
 */
final class ArtifactRoutes {
    private static final String ONE = "/projects/:id/jobs/:job_id/artifacts";

    private final Rules rules;
    private final Find find;

    ArtifactRoutes(Rules rules, Find find) {
        this.rules = rules;
        this.find = find;
    }

    void register(Api api) {
        api.get(ONE, this::archive);
        api.get(ONE + "/*", this::file);
        api.post(ONE + "/keep", this::keep);
        api.delete(ONE, this::delete);
    }

    private Reply archive(Call call) {
        Artifact archive = archiveOf(call);
        return Reply.bytes(rules.blobs.get(archive.blob()), "application/zip")
                .with("content-disposition", "attachment; filename=\"" + archive.filename() + "\"");
    }

    private Reply file(Call call) {
        Artifact archive = archiveOf(call);
        String path = call.request().path();
        String marker = "/artifacts/";
        String encoded = path.substring(path.indexOf(marker, path.indexOf("/jobs/")) + marker.length());
        String wanted = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(rules.blobs.get(archive.blob())))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(wanted)) {
                    return Reply.bytes(zip.readAllBytes(), "application/octet-stream");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw GitLabError.notFound();
    }

    private Reply keep(Call call) {
        Project project = find.project(call, AccessLevel.DEVELOPER);
        Job job = find.job(project, call);
        if (job.artifacts.isEmpty()) {
            throw GitLabError.notFound();
        }
        job.artifactsExpireAt = null;
        return Reply.ok(Map.of("id", job.id));
    }

    private Reply delete(Call call) {
        Project project = find.project(call, AccessLevel.MAINTAINER);
        find.job(project, call).artifacts.clear();
        return Reply.noContent();
    }

    private Artifact archiveOf(Call call) {
        Project project = find.withPipelines(call);
        Job job = find.job(project, call);
        if (!mayDownload(call, project, job)) {
            throw GitLabError.forbidden();
        }
        boolean expired = job.artifactsExpireAt != null && rules.clock.instant().isAfter(job.artifactsExpireAt);
        return job.artifacts.stream()
                .filter(artifact -> artifact.fileType().equals("archive") && !expired)
                .findFirst()
                .orElseThrow(() -> GitLabError.notFound());
    }

    private boolean mayDownload(Call call, Project project, Job job) {
        return switch (job.artifactsAccess) {
            case "developer" -> find.has(call, project, AccessLevel.DEVELOPER);
            case "maintainer" -> find.has(call, project, AccessLevel.MAINTAINER);
            case "none" -> false;
            default -> true;
        };
    }
}
