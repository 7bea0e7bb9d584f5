// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.license.PackageUrl;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.PolicyException;

/** What an approved exception takes out: all of the criteria that it gives have to hold, and it has to give one. */
final class Exceptions {
    private Exceptions() {}

    /** Whether the exception is for that policy, and was approved at its level or above. */
    static boolean concerns(PolicyException exception, AppliedPolicy applied) {
        String owner = exception.owner();
        String wanted = exception.policy();
        return (owner == null || isWithin(applied.path(), owner))
                && (wanted == null
                        || wanted.equals(applied.id())
                        || wanted.equals(applied.policy().name()));
    }

    /** Whether {@code path} is the group or project {@code scope}, or lies in it; empty is everywhere. */
    static boolean isWithin(String path, String scope) {
        return scope.isEmpty() || path.equals(scope) || path.startsWith(scope + "/");
    }

    /** Whether it takes out a component; criteria of findings never hold for one. */
    static boolean matches(PolicyException exception, String purl) {
        return exception.findings().isEmpty()
                && exception.identifiers().isEmpty()
                && exception.paths().isEmpty()
                && exception.scanners().isEmpty()
                && exception.purls().stream().anyMatch(pattern -> PackageUrl.matches(pattern, purl));
    }

    static boolean matches(PolicyException exception, FindingFacts finding) {
        boolean named = !exception.findings().isEmpty()
                || !exception.identifiers().isEmpty()
                || !exception.paths().isEmpty();
        String path = finding.path();
        return named
                && exception.purls().isEmpty()
                && (exception.findings().isEmpty() || exception.findings().contains(finding.uuid()))
                && (exception.identifiers().isEmpty()
                        || finding.identifiers().stream()
                                .anyMatch(
                                        has -> exception.identifiers().stream().anyMatch(has::equalsIgnoreCase)))
                && (exception.paths().isEmpty()
                        || (path != null
                                && exception.paths().stream().anyMatch(pattern -> Wildcard.matches(pattern, path))))
                && (exception.scanners().isEmpty() || exception.scanners().contains(finding.scanner()));
    }
}
