// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.json.CanonicalJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Problems for machines. */
final class Reports {
    private Reports() {}

    /** A list of problems, each with file, line, column, path, rule, level, message and suggestion. */
    static String json(List<Problem> problems) {
        return text(problems.stream().map(Reports::problem).toList());
    }

    /** SARIF 2.1.0. */
    static String sarif(List<Problem> problems) {
        List<Map<String, Object>> rules =
                problems.stream().map(Problem::rule).collect(Collectors.toCollection(TreeSet::new)).stream()
                        .map(rule -> Map.<String, Object>of("id", rule))
                        .toList();
        Map<String, Object> driver = Map.of("name", "portcullis", "rules", rules);
        Map<String, Object> run = Map.of(
                "tool",
                Map.of("driver", driver),
                "columnKind",
                "unicodeCodePoints",
                "results",
                problems.stream().map(Reports::result).toList());
        return text(Map.of(
                "version", "2.1.0", "$schema", "https://json.schemastore.org/sarif-2.1.0.json", "runs", List.of(run)));
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", problem.source());
        object.put("line", problem.at().line());
        object.put("column", problem.at().column());
        object.put("path", problem.path());
        object.put("rule", problem.rule());
        object.put("level", problem.level().name().toLowerCase(Locale.ROOT));
        object.put("message", problem.message());
        if (problem.suggestion() != null) {
            object.put("suggestion", problem.suggestion());
        }
        object.put("fixable", !problem.fix().isEmpty());
        return object;
    }

    private static Map<String, Object> result(Problem problem) {
        Map<String, Object> location = Map.of(
                "physicalLocation",
                Map.of(
                        "artifactLocation",
                        Map.of("uri", uri(problem.source())),
                        "region",
                        Map.of(
                                "startLine",
                                problem.at().line(),
                                "startColumn",
                                problem.at().column())));
        String advice = problem.suggestion() == null ? "" : "; " + problem.suggestion();
        return Map.of(
                "ruleId",
                problem.rule(),
                "level",
                problem.level().name().toLowerCase(Locale.ROOT),
                "message",
                Map.of("text", problem.message() + advice),
                "locations",
                List.of(location));
    }

    /** A path as a URI reference, relative if the path is. */
    private static String uri(String path) {
        try {
            return new URI(null, null, path.replace('\\', '/'), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + path, e);
        }
    }

    private static String text(Object value) {
        return new String(CanonicalJson.write(value), StandardCharsets.UTF_8);
    }
}
