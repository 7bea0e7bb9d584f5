// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import static java.util.Objects.requireNonNull;

/**
 * The tool behind a finding.
 *
 * @param id e.g. {@code semgrep}
 * @param name for people
 * @param vendor may be empty
 */
public record Scanner(String id, String name, String vendor) {
    /** Of a finding whose report names no tool, as old reports do. */
    static final Scanner UNKNOWN = new Scanner("unknown", "unknown", "");

    public Scanner {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(vendor, "vendor is null");
    }

    /** GitLab's order in which reports of one type are merged: of two equal findings the first is kept. */
    int priority() {
        return switch (id) {
            case "bundler_audit", "bandit", "spotbugs" -> 1;
            case "retire.js", "semgrep" -> 2;
            default -> id.startsWith("gemnasium") ? 3 : 4;
        };
    }
}
