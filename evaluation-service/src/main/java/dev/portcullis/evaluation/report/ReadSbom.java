// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.portcullis.policy.snapshot.Component;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CycloneDX SBOM in JSON, of specification 1.2 to 1.6, as a stream; several that follow each other in one file,
 * as GitLab joins them, are one. Only libraries of the package types that GitLab knows count. A component without a
 * package URL counts under {@code pkg:generic}; one that is listed twice counts once, with the licences of both.
 */
public final class ReadSbom {
    private static final int MOST_COMPONENTS = 50_000;
    private static final int MOST_LICENSES = 50;
    private static final int LONGEST_TEXT = 4_096;
    private static final int LONGEST_PURL = 1_000;
    private static final Pattern PURL =
            Pattern.compile("pkg:([a-z][a-z0-9.+-]*)/[\\x21-\\x7e]*[^\\s@/?#][\\x21-\\x7e]*");
    private static final Pattern VERSION = Pattern.compile("1\\.[2-6]");

    /** The package types whose components GitLab takes in. */
    private static final Set<String> TYPES = Set.of(
            "apk",
            "cargo",
            "cbl-mariner",
            "composer",
            "conan",
            "conda",
            "deb",
            "gem",
            "generic",
            "golang",
            "maven",
            "npm",
            "nuget",
            "pub",
            "pypi",
            "rpm",
            "swift",
            "wolfi");

    private final ReportStream stream;
    private final NavigableMap<String, Set<String>> licensesByPurl = new TreeMap<>();
    private final SortedSet<String> unknownTypes = new TreeSet<>();
    private int components;
    private int invalid;
    private int invalidLine;

    private ReadSbom(ReportStream stream) {
        this.stream = stream;
    }

    /**
     * Reads it to its end.
     *
     * @throws ReportException where it is empty, cut off, too large, no CycloneDX, or of an unknown version
     * @throws IOException where the stream itself fails
     */
    public static Sbom read(InputStream in) throws ReportException, IOException {
        BoundedStream bounded = new BoundedStream(in, ReadReport.MAX_BYTES);
        try (ReportStream stream = new ReportStream(bounded)) {
            ReadSbom reading = new ReadSbom(stream);
            stream.start();
            do {
                reading.readDocument();
            } while (stream.next());
            return reading.finish(bounded);
        } catch (JsonProcessingException e) {
            throw ReportStream.failed(e);
        } catch (BoundedStream.TooLongException e) {
            throw new ReportException("it is larger than " + (ReadReport.MAX_BYTES >> 20) + " MB");
        } catch (EOFException | ZipException e) {
            throw new ReportException("the compressed file is cut off or damaged");
        }
    }

    private void readDocument() throws IOException, ReportException {
        String[] head = {"", ""};
        stream.fields(field -> {
            switch (field) {
                case "bomFormat" -> head[0] = stream.textOrEmpty(LONGEST_TEXT);
                case "specVersion" -> head[1] = stream.textOrEmpty(LONGEST_TEXT);
                case "components" -> readComponents();
                default -> stream.skip();
            }
        });
        if (!head[0].equals("CycloneDX")) {
            throw new ReportException("it is no CycloneDX SBOM: 'bomFormat' does not say so");
        }
        if (!VERSION.matcher(head[1]).matches()) {
            String shown = head[1].matches("[0-9A-Za-z.+-]{1,20}") ? head[1] : "given";
            throw new ReportException("the CycloneDX version " + shown + " is not known; 1.2 to 1.6 are read");
        }
    }

    private void readComponents() throws IOException, ReportException {
        if (!stream.isArray()) {
            throw stream.fail("'components' is not a list");
        }
        stream.elements(() -> {
            if (!stream.isObject()) {
                throw stream.fail("a component is not an object");
            }
            if (++components > MOST_COMPONENTS) {
                throw stream.fail("it has more than " + MOST_COMPONENTS + " components");
            }
            readComponent();
        });
    }

    private static final class Draft {
        String type = "";
        String group = "";
        String name = "";
        String version = "";
        final Set<String> licenses = new TreeSet<>();

        @Nullable
        String purl;
    }

    private void readComponent() throws IOException, ReportException {
        int line = stream.line();
        Draft draft = new Draft();
        stream.fields(field -> {
            switch (field) {
                case "type" -> draft.type = stream.textOrEmpty(LONGEST_TEXT);
                case "group" -> draft.group = stream.textOrEmpty(LONGEST_TEXT);
                case "name" -> draft.name = stream.textOrEmpty(LONGEST_TEXT);
                case "version" -> draft.version = stream.textOrEmpty(LONGEST_TEXT);
                case "purl" -> draft.purl = stream.text(LONGEST_TEXT);
                case "licenses" -> readLicenses(draft.licenses);
                default -> stream.skip();
            }
        });
        if (draft.type.equals("library")) {
            add(draft, line);
        }
    }

    private void readLicenses(Set<String> licenses) throws IOException, ReportException {
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
                switch (field) {
                    case "expression" -> licenses.add(stream.textOrEmpty(LONGEST_TEXT));
                    case "license" -> licenses.add(readLicense());
                    default -> stream.skip();
                }
            });
            licenses.remove("");
            if (licenses.size() > MOST_LICENSES) {
                throw stream.fail("a component has more than " + MOST_LICENSES + " licences");
            }
        });
    }

    private String readLicense() throws IOException, ReportException {
        String[] found = {"", ""};
        if (!stream.isObject()) {
            stream.skip();
            return "";
        }
        stream.fields(field -> {
            switch (field) {
                case "id" -> found[0] = stream.textOrEmpty(LONGEST_TEXT).strip();
                case "name" -> found[1] = stream.textOrEmpty(LONGEST_TEXT).strip();
                default -> stream.skip();
            }
        });
        return found[0].isEmpty() ? found[1] : found[0];
    }

    private void add(Draft draft, int line) {
        String purl = draft.purl == null ? generic(draft) : draft.purl.strip();
        Matcher matcher = PURL.matcher(purl);
        if (!matcher.matches() || purl.length() > LONGEST_PURL) {
            invalidLine = invalid == 0 ? line : invalidLine;
            invalid++;
        } else if (TYPES.contains(matcher.group(1))) {
            licensesByPurl.computeIfAbsent(purl, unused -> new TreeSet<>()).addAll(draft.licenses);
        } else {
            unknownTypes.add(matcher.group(1));
        }
    }

    private static String generic(Draft draft) {
        String name = draft.group.isEmpty() ? draft.name : draft.group + "/" + draft.name;
        return "pkg:generic/" + name.replace(' ', '-') + (draft.version.isEmpty() ? "" : "@" + draft.version);
    }

    private Sbom finish(BoundedStream bounded) {
        List<Component> all = new ArrayList<>();
        licensesByPurl.forEach((purl, licenses) -> all.add(new Component(purl, List.copyOf(licenses))));
        List<String> notes = new ArrayList<>();
        if (invalid > 0) {
            notes.add(
                    invalid + " of its components do not count, since their package URL is none; the first is at line "
                            + invalidLine);
        }
        if (!unknownTypes.isEmpty()) {
            notes.add("components of types that GitLab does not take in do not count: "
                    + String.join(", ", unknownTypes));
        }
        return new Sbom(bounded.sha256(), all, notes);
    }
}
