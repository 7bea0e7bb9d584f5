// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Problems of policy files as JSON; docs/reference/command-line.md describes it. */
final class JsonReport {
    private JsonReport() {}

    /** A list of problems, each with file, line, column, path, rule, level, message and suggestion. */
    static String of(List<Problem> problems) {
        List<Map<String, Object>> all =
                problems.stream().map(JsonReport::problem).toList();
        return new String(CanonicalJson.write(all), StandardCharsets.UTF_8);
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
}
