// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.portcullis.policy.model.ScanType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a GitLab security report of schema version 13 to 15, or of the versions 2 and 3 before them, as a stream.
 * Versions that no longer or not yet exist are refused: they may mean something else by the same words.
 */
public final class ReadReport {
    /** The largest report, in bytes. */
    public static final long MAX_BYTES = 100L << 20;

    private static final int MOST_FINDINGS = 100_000;

    private final Context context;
    private final ReportStream stream;
    private final ReadVulnerability readVulnerability;
    private final List<Draft> drafts = new ArrayList<>();
    private final Set<String> remedied = new HashSet<>();
    private @Nullable String version;
    private @Nullable Scanner scanner;
    private boolean scanned;
    private boolean listed;

    /**
     * What a report itself does not tell.
     *
     * @param type what the job declared it as
     * @param projectId the project whose findings they are; for a fork the target's
     * @param onDefaultBranch whether the pipeline ran on the project's default branch
     */
    public record Context(ScanType type, long projectId, boolean onDefaultBranch) {}

    private ReadReport(Context context, ReportStream stream) {
        this.context = context;
        this.stream = stream;
        this.readVulnerability = new ReadVulnerability(stream);
    }

    /**
     * Reads a report to its end.
     *
     * @throws ReportException where it is empty, cut off, too large, no report, or of an unknown version
     * @throws IOException where the stream itself fails
     */
    public static Report read(InputStream in, Context context) throws ReportException, IOException {
        BoundedStream bounded = new BoundedStream(in, MAX_BYTES);
        try (ReportStream stream = new ReportStream(bounded)) {
            ReadReport reading = new ReadReport(context, stream);
            reading.readAll();
            return reading.finish(bounded);
        } catch (JsonProcessingException e) {
            throw ReportStream.failed(e);
        } catch (BoundedStream.TooLongException e) {
            throw new ReportException("the report is larger than " + (MAX_BYTES >> 20) + " MB");
        } catch (EOFException | ZipException e) {
            throw new ReportException("the compressed report is cut off or damaged");
        }
    }

    private void readAll() throws IOException, ReportException {
        stream.start();
        stream.fields(field -> {
            switch (field) {
                case "version" -> version = stream.text(100);
                case "scan" -> readScan();
                case "vulnerabilities" -> readVulnerabilities();
                case "remediations" -> readRemediations();
                default -> stream.skip();
            }
        });
        stream.end();
    }

    private Report finish(BoundedStream bounded) throws ReportException {
        boolean current = isCurrent(version);
        if (!listed) {
            throw new ReportException("the report has no list of vulnerabilities");
        }
        Scanner named = scanner == null ? Scanner.UNKNOWN : scanner;
        List<ReportedFinding> findings = drafts.stream()
                .map(draft -> draft.finish(context, named, remedied))
                .toList();
        return new Report(context.type(), version, !current || !scanned, named, bounded.sha256(), findings);
    }

    private static boolean isCurrent(@Nullable String version) throws ReportException {
        if (version == null || version.matches("(2|3|13|14)(\\.\\d{1,4}){0,3}")) {
            return false;
        }
        if (version.matches("15(\\.\\d{1,4}){0,3}")) {
            return true;
        }
        String shown = version.matches("[0-9A-Za-z.+-]{1,20}") ? version : "given";
        throw new ReportException("the schema version " + shown + " is not known; versions 13 to 15 are read");
    }

    private void readScan() throws IOException, ReportException {
        if (!stream.isObject()) {
            stream.skip();
            return;
        }
        scanned = true;
        stream.fields(field -> {
            if (field.equals("scanner")) {
                scanner = readVulnerability.scanner();
            } else {
                stream.skip();
            }
        });
    }

    private void readVulnerabilities() throws IOException, ReportException {
        if (!stream.isArray()) {
            throw stream.fail("'vulnerabilities' is not a list");
        }
        listed = true;
        stream.elements(() -> {
            int line = stream.line();
            if (!stream.isObject()) {
                throw stream.fail("a vulnerability is not an object");
            }
            if (drafts.size() == MOST_FINDINGS) {
                throw stream.fail("the report has more than " + MOST_FINDINGS + " findings");
            }
            Draft draft = readVulnerability.read();
            Optional<String> flaw = draft.flaw();
            if (flaw.isPresent()) {
                throw new ReportException("vulnerability " + (drafts.size() + 1) + ", at line " + line + ", "
                        + flaw.get() + "; GitLab does not take such a report either");
            }
            drafts.add(draft);
        });
    }

    /** Remediations name the findings that they fix by id; before schema 15 also by the key in {@code cve}. */
    private void readRemediations() throws IOException, ReportException {
        stream.fieldOfEach("fixes", () -> {
            if (!stream.isArray()) {
                stream.skip();
                return;
            }
            stream.elements(() -> {
                if (!stream.isObject()) {
                    stream.skip();
                    return;
                }
                stream.fields(field -> {
                    if (field.equals("id") || field.equals("cve")) {
                        remedied.add(stream.textOrEmpty(ReadVulnerability.LONGEST_NAME));
                    } else {
                        stream.skip();
                    }
                });
            });
        });
    }
}
