// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import java.util.List;
import java.util.Map;

/** Lines of a job's script. */
final class Shell {
    private static final String END = "PORTCULLIS_END";

    private Shell() {}

    /**
     * Sets variables so that nothing else does: a job's own variables yield to those of projects, groups and the person
     * who starts a pipeline, an export in its script does not. References to other variables are followed, commands
     * are not run.
     */
    static List<String> exports(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "=" + quoted(entry.getValue()))
                .toList();
    }

    static String quoted(String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("`", "\\`")
                .replace("$$", "\\$")
                .replace("$(", "\\$(");
        return "\"" + escaped + "\"";
    }

    /** Writes a text to a file as it is. */
    static String write(String text, String file) {
        String end = text.endsWith("\n") ? "" : "\n";
        return "cat > " + file + " <<'" + END + "'\n" + text + end + END + "\n";
    }
}
