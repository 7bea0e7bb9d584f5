// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import dev.portcullis.gitlab.GitLabException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Files that jobs left. A report that is listed only under {@code artifacts:reports} cannot be had from every server:
 * newer ones serve it by {@code file_type}, older ones ignore that parameter and send the archive, or answer 404.
 */
public final class Artifacts {
    private static final String ARCHIVE = "archive";
    private static final int MOST_FILES = 100;

    private final Api api;

    Artifacts(Api api) {
        this.api = api;
    }

    /**
     * A report of a job, by the ways there are: by its type, by its name in the archive, by its base name anywhere in
     * the archive.
     *
     * @param artifact one of the job's artifacts
     * @throws GitLabException {@link Kind#NOT_FOUND} where none of them leads to it; the message says what to do
     */
    public Download report(long projectId, Job job, JobArtifact artifact) {
        String name = name(artifact);
        return byType(projectId, job, artifact)
                .or(() -> byName(projectId, job, name))
                .or(() -> fromArchive(projectId, job, name))
                .orElseThrow(() -> notDownloadable(projectId, job, name));
    }

    /**
     * A file of a job.
     *
     * @param name its path in the job's archive, or the artifact's name
     */
    public record Named(String name, Download download) {
        public Named {
            requireNonNull(name, "name is null");
            requireNonNull(download, "download is null");
        }
    }

    /**
     * The reports of a type of which a job may have several: the files in its archive with such a name, else what
     * GitLab hands out for the type. The caller closes each.
     *
     * @param artifact one of the job's artifacts of that type
     * @param baseName what the files are called, without their folders
     * @throws GitLabException {@link Kind#NOT_FOUND} where there is none; the message says what to do
     */
    public List<Named> reports(long projectId, Job job, JobArtifact artifact, Pattern baseName) {
        List<Named> archived = allFromArchive(projectId, job, baseName);
        if (!archived.isEmpty()) {
            return archived;
        }
        String name = name(artifact);
        return byType(projectId, job, artifact)
                .map(download -> List.of(new Named(name, download)))
                .orElseThrow(() -> notDownloadable(projectId, job, name));
    }

    private List<Named> allFromArchive(long projectId, Job job, Pattern baseName) {
        Endpoint endpoint = endpoint(projectId, job, null);
        Optional<Download> archive = hasArchive(job) ? fetch(endpoint, true) : Optional.empty();
        if (archive.isEmpty()) {
            return List.of();
        }
        List<Named> found = new ArrayList<>();
        try (Download zip = archive.get()) {
            if (zip.format() == Download.Format.ZIP) {
                unpackAll(zip, baseName, found);
            }
            return found;
        } catch (IOException e) {
            found.forEach(file -> file.download().close());
            throw unusable(endpoint, e);
        }
    }

    private void unpackAll(Download zip, Pattern wanted, List<Named> found) throws IOException {
        try (ZipFile entries = new ZipFile(zip.file().toFile())) {
            List<? extends ZipEntry> files = entries.stream()
                    .filter(entry -> !entry.isDirectory()
                            && wanted.matcher(baseName(entry.getName())).matches())
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            if (files.size() > MOST_FILES) {
                throw new TooLargeException("the archive holds more than " + MOST_FILES + " such files");
            }
            long left = api.maxDownloadBytes();
            for (ZipEntry entry : files) {
                Named file = new Named(entry.getName(), unpack(entries, entry));
                found.add(file);
                left -= file.download().size();
                if (left < 0) {
                    throw new TooLargeException(
                            "the unpacked files are larger than " + api.maxDownloadBytes() + " bytes together");
                }
            }
        }
    }

    private Download unpack(ZipFile entries, ZipEntry entry) throws IOException {
        Path file = Download.newFile();
        try (InputStream in = entries.getInputStream(entry);
                OutputStream out = Files.newOutputStream(file)) {
            copy(in, out);
        } catch (IOException e) {
            Download.delete(file);
            throw e;
        }
        return new Download(file, head(file));
    }

    private Optional<Download> byType(long projectId, Job job, JobArtifact artifact) {
        return fetch(endpoint(projectId, job, null).with("file_type", artifact.fileType()), false);
    }

    private Optional<Download> byName(long projectId, Job job, String name) {
        return hasArchive(job) ? fetch(endpoint(projectId, job, name), false) : Optional.empty();
    }

    private Optional<Download> fromArchive(long projectId, Job job, String name) {
        if (!hasArchive(job)) {
            return Optional.empty();
        }
        Endpoint endpoint = endpoint(projectId, job, null);
        Optional<Download> archive = fetch(endpoint, true);
        if (archive.isEmpty()) {
            return Optional.empty();
        }
        try (Download zip = archive.get()) {
            return zip.format() == Download.Format.ZIP ? unpack(endpoint, zip, name) : Optional.empty();
        }
    }

    private Optional<Download> unpack(Endpoint endpoint, Download zip, String name) {
        try (ZipFile entries = new ZipFile(zip.file().toFile())) {
            List<? extends ZipEntry> found = entries.stream()
                    .filter(entry ->
                            !entry.isDirectory() && baseName(entry.getName()).equals(name))
                    .limit(2)
                    .toList();
            if (found.size() > 1) {
                throw api.failures().notFound(endpoint, "the archive holds several files named " + name);
            }
            if (found.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(unpack(entries, found.getFirst()));
        } catch (IOException e) {
            throw unusable(endpoint, e);
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = api.maxDownloadBytes();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            left -= read;
            if (left < 0) {
                throw new TooLargeException("the unpacked file is larger than " + api.maxDownloadBytes() + " bytes");
            }
            out.write(buffer, 0, read);
        }
    }

    private GitLabException unusable(Endpoint endpoint, IOException cause) {
        return cause instanceof TooLargeException
                ? api.failures().refused(endpoint, String.valueOf(cause.getMessage()))
                : api.failures().unreadable(endpoint, cause);
    }

    private static Download.Format head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(4);
            return Download.Format.of(head, head.length);
        }
    }

    /** The file, or nothing where GitLab has none there, or an archive where none is wanted. */
    private Optional<Download> fetch(Endpoint endpoint, boolean acceptsZip) {
        try {
            return api.download(endpoint, info -> new FileSubscriber(api.maxDownloadBytes(), acceptsZip));
        } catch (GitLabException e) {
            // Servers that do not know a file type refuse it; what is too large stays so.
            if (e.kind() == Kind.NOT_FOUND || e.status() == 400) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private GitLabException notDownloadable(long projectId, Job job, String name) {
        String advice = hasArchive(job)
                ? "it is not in the job's archive"
                : "it is listed only under artifacts:reports, which this server does not serve over its API";
        return api.failures()
                .notFound(
                        endpoint(projectId, job, null),
                        name + " of job '" + job.name() + "' cannot be downloaded: " + advice
                                + ". List it under artifacts:paths too");
    }

    private static boolean hasArchive(Job job) {
        return job.artifacts().stream().anyMatch(artifact -> artifact.fileType().equals(ARCHIVE));
    }

    private static String name(JobArtifact artifact) {
        String listed = artifact.filename();
        String name = listed == null || listed.isBlank()
                ? "gl-" + artifact.fileType().replace('_', '-') + "-report.json"
                : baseName(listed);
        return "gzip".equals(artifact.fileFormat()) && name.endsWith(".gz")
                ? name.substring(0, name.length() - 3)
                : name;
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Endpoint endpoint(long projectId, Job job, @Nullable String name) {
        return name == null
                ? Endpoint.of("projects", projectId, "jobs", job.id(), "artifacts")
                : Endpoint.of("projects", projectId, "jobs", job.id(), "artifacts", name);
    }
}
