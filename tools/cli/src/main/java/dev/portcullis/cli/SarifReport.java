// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.json.CanonicalJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Problems of policy files as SARIF 2.1.0: rules with their descriptions, results with fixes. */
final class SarifReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private final List<Rule> rules = Rule.all();
    private final Map<String, Integer> places = IntStream.range(0, rules.size())
            .boxed()
            .collect(Collectors.toMap(i -> rules.get(i).id(), i -> i));

    private SarifReport() {}

    /** @param version of this program; absent where it does not run from its archive */
    static String of(List<CheckedFile> files, @Nullable String version) {
        SarifReport report = new SarifReport();
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "portcullis");
        if (version != null) {
            driver.put("version", version);
        }
        driver.put("rules", report.rules.stream().map(SarifReport::rule).toList());
        List<Map<String, Object>> results = files.stream()
                .flatMap(file -> {
                    Lines lines = new Lines(file.text());
                    return file.problems().stream().map(problem -> report.result(problem, lines));
                })
                .toList();
        Map<String, Object> run =
                Map.of("tool", Map.of("driver", driver), "columnKind", "unicodeCodePoints", "results", results);
        Map<String, Object> log = Map.of("version", "2.1.0", "$schema", SCHEMA, "runs", List.of(run));
        return new String(CanonicalJson.write(log), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> rule(Rule rule) {
        return Map.of(
                "id", rule.id(),
                "name", pascal(rule.id()),
                "shortDescription", Map.of("text", rule.title()),
                "fullDescription", marked(rule.meaning()),
                "help", marked(rule.advice()),
                "defaultConfiguration", Map.of("level", rule.level()));
    }

    private static Map<String, Object> marked(String markdown) {
        return Map.of("text", markdown.replace("`", ""), "markdown", markdown);
    }

    private static String pascal(String id) {
        return Arrays.stream(id.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private Map<String, Object> result(Problem problem, Lines lines) {
        Map<String, Object> artifact = Map.of("uri", uri(problem.source()));
        Map<String, Object> region = Map.of(
                "startLine", problem.at().line(), "startColumn", problem.at().column());
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", Map.of("artifactLocation", artifact, "region", region));
        if (!problem.path().isEmpty()) {
            location.put("logicalLocations", List.of(Map.of("fullyQualifiedName", problem.path())));
        }
        String advice = problem.suggestion() == null ? "" : "; " + problem.suggestion();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", problem.rule());
        if (places.containsKey(problem.rule())) {
            result.put("ruleIndex", places.get(problem.rule()));
        }
        result.put("level", problem.level().name().toLowerCase(Locale.ROOT));
        result.put("message", Map.of("text", problem.message() + advice));
        result.put("locations", List.of(location));
        result.put("partialFingerprints", Map.of("problem/v1", fingerprint(problem)));
        if (!problem.fix().isEmpty()) {
            result.put("fixes", List.of(fix(problem, artifact, lines)));
        }
        return result;
    }

    private static Map<String, Object> fix(Problem problem, Map<String, Object> artifact, Lines lines) {
        List<Map<String, Object>> replacements = problem.fix().stream()
                .map(edit -> Map.<String, Object>of(
                        "deletedRegion",
                        lines.region(edit.start(), edit.end()),
                        "insertedContent",
                        Map.of("text", edit.replacement())))
                .toList();
        Map<String, Object> fix = new LinkedHashMap<>();
        if (problem.suggestion() != null) {
            fix.put("description", Map.of("text", problem.suggestion()));
        }
        fix.put("artifactChanges", List.of(Map.of("artifactLocation", artifact, "replacements", replacements)));
        return fix;
    }

    /** The same as long as the problem is the same, wherever it moves to within its file. */
    private static String fingerprint(Problem problem) {
        return CanonicalJson.sha256(CanonicalJson.write(List.of(problem.rule(), problem.path(), problem.message())));
    }

    /** A path as a URI: relative if the path is. */
    private static String uri(String source) {
        Path path = Path.of(source).normalize();
        if (path.isAbsolute()) {
            return path.toUri().toASCIIString();
        }
        String text = path.toString().replace('\\', '/');
        try {
            // Without the dot the first name of "a:b.yml" would be a scheme.
            return new URI(null, null, text.contains(":") ? "./" + text : text, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + source, e);
        }
    }
}
