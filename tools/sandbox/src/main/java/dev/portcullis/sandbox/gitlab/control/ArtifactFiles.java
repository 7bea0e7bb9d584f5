// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.control;

import dev.portcullis.sandbox.gitlab.http.BlobStore;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.state.Artifact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a job uploads. Each report becomes an artifact of its type; it is in the downloadable archive only where the
 * job also has it under {@code paths}.
 */
final class ArtifactFiles {
    private static final Map<String, String> FILE_NAMES = Map.ofEntries(
            Map.entry("sast", "gl-sast-report.json"),
            Map.entry("secret_detection", "gl-secret-detection-report.json"),
            Map.entry("dependency_scanning", "gl-dependency-scanning-report.json"),
            Map.entry("container_scanning", "gl-container-scanning-report.json"),
            Map.entry("cluster_image_scanning", "gl-cluster-image-scanning-report.json"),
            Map.entry("dast", "gl-dast-report.json"),
            Map.entry("api_fuzzing", "gl-api-fuzzing-report.json"),
            Map.entry("coverage_fuzzing", "gl-coverage-fuzzing-report.json"),
            Map.entry("cyclonedx", "gl-sbom.cdx.json"),
            Map.entry("license_scanning", "gl-license-scanning-report.json"),
            Map.entry("requirements", "requirements.json"),
            Map.entry("codequality", "gl-code-quality-report.json"),
            Map.entry("junit", "junit.xml"),
            Map.entry("cobertura", "cobertura-coverage.xml"),
            Map.entry("dotenv", ".env"),
            Map.entry("annotations", "gl-annotations.json"),
            Map.entry("repository_xray", "gl-repository-xray.json"));
    private static final List<String> GZIPPED =
            List.of("cyclonedx", "junit", "codequality", "cobertura", "dotenv", "requirements", "annotations");

    private final BlobStore blobs;

    ArtifactFiles(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** The artifacts of a job's {@code reports}, {@code files} and {@code trace}. */
    List<Artifact> of(Params job) {
        List<Artifact> artifacts = new ArrayList<>();
        Map<String, byte[]> archived = new LinkedHashMap<>();
        boolean paths = job.flag("paths", true);
        Params reports = job.object("reports");
        if (reports != null) {
            for (String type : reports.names()) {
                for (Object report : several(reports.raw(type))) {
                    add(artifacts, archived, type, report, paths);
                }
            }
        }
        Params files = job.object("files");
        if (files != null) {
            files.names().forEach(path -> archived.put(path, bytes(files.raw(path))));
        }
        String trace = job.text("trace");
        if (trace != null) {
            artifacts.add(artifact("trace", "job.log", "raw", trace.getBytes(StandardCharsets.UTF_8)));
        }
        if (!archived.isEmpty()) {
            artifacts.addFirst(artifact("metadata", "metadata.gz", "gzip", gzip(new byte[0])));
            artifacts.addFirst(artifact("archive", "artifacts.zip", "zip", zip(archived)));
        }
        return artifacts;
    }

    private void add(
            List<Artifact> artifacts,
            Map<String, byte[]> archived,
            String type,
            @Nullable Object report,
            boolean paths) {
        String standard = FILE_NAMES.get(type);
        if (standard == null) {
            throw GitLabError.badRequest("There is no report type " + type);
        }
        Params described = report instanceof Map<?, ?> map ? asParams(map) : null;
        String name = described == null ? standard : described.text("filename", standard);
        boolean inPaths = described == null ? paths : described.flag("paths", paths);
        byte[] content = bytes(report);
        boolean zipped = GZIPPED.contains(type);
        String base = name.substring(name.lastIndexOf('/') + 1);
        artifacts.add(artifact(
                type, zipped ? base + ".gz" : base, zipped ? "gzip" : "raw", zipped ? gzip(content) : content));
        if (inPaths) {
            archived.put(name, content);
        }
    }

    private Artifact artifact(String type, String name, String format, byte[] content) {
        return new Artifact(type, name, format, content.length, blobs.put(content));
    }

    private static List<?> several(@Nullable Object report) {
        return report instanceof List<?> list ? list : Collections.singletonList(report);
    }

    private static Params asParams(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return new Params(copy);
    }

    /** A text stands for itself; an object has {@code text} or {@code base64}, and {@code pad_to} for a large file. */
    private static byte[] bytes(@Nullable Object report) {
        if (report instanceof Map<?, ?> map) {
            Object base64 = map.get("base64");
            Object text = map.get("text");
            byte[] content = base64 == null
                    ? String.valueOf(text == null ? "" : text).getBytes(StandardCharsets.UTF_8)
                    : Base64.getMimeDecoder().decode(String.valueOf(base64));
            return map.get("pad_to") instanceof Number size ? padded(content, size.intValue()) : content;
        }
        return String.valueOf(report == null ? "" : report).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] padded(byte[] content, int size) {
        byte[] padded = Arrays.copyOf(content, Math.max(content.length, size));
        Arrays.fill(padded, content.length, padded.length, (byte) ' ');
        return padded;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
