// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import static dev.portcullis.service.problem.ProblemException.problem;
import static java.util.Objects.requireNonNullElse;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.service.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an exception takes out. All criteria that are given have to hold; none are given where it is for the whole of a
 * policy.
 *
 * @param findings GitLab's finding uuids
 * @param identifiers such as {@code CVE-2026-1}
 * @param paths wildcards over a finding's path
 * @param scanners scan types, which narrow the other criteria
 * @param purls package URL prefixes, for licence rules
 */
record Criteria(
        List<String> findings,
        List<String> identifiers,
        List<String> paths,
        List<String> scanners,
        List<String> purls) {
    private static final int MOST = 50;
    private static final int LONGEST = 500;

    /**
     * Checks what was asked for; absent lists are empty.
     *
     * @throws ProblemException 422 where it could not work
     */
    static Criteria of(
            boolean whole,
            @Nullable List<String> findings,
            @Nullable List<String> identifiers,
            @Nullable List<String> paths,
            @Nullable List<String> scanners,
            @Nullable List<String> purls) {
        Criteria criteria = new Criteria(
                entries("findings", findings),
                entries("identifiers", identifiers),
                entries("paths", paths),
                entries("scanners", scanners),
                entries("purls", purls));
        criteria.check(whole);
        return criteria;
    }

    private void check(boolean whole) {
        boolean ofFindings = !findings.isEmpty() || !identifiers.isEmpty() || !paths.isEmpty();
        if (whole && (ofFindings || !scanners.isEmpty() || !purls.isEmpty())) {
            throw invalid("An exception for the whole of a policy has no criteria. Leave out either 'whole' or them.");
        }
        if (!whole && !ofFindings && purls.isEmpty()) {
            throw invalid("Say what it is for: 'findings', 'identifiers', 'paths' or 'purls', or 'whole': true.");
        }
        if (!purls.isEmpty() && (ofFindings || !scanners.isEmpty())) {
            throw invalid("'purls' are for licence rules, the other criteria for findings. Ask for two exceptions.");
        }
        findings.forEach(Criteria::requireUuid);
        scanners.forEach(Criteria::requireScanner);
    }

    private static List<String> entries(String name, @Nullable List<String> given) {
        List<String> entries = requireNonNullElse(given, List.of());
        if (entries.size() > MOST
                || entries.stream().anyMatch(entry -> entry == null || entry.isBlank() || entry.length() > LONGEST)) {
            throw invalid("'" + name + "' takes up to " + MOST + " entries of 1 to " + LONGEST + " characters.");
        }
        return entries.stream().distinct().sorted().toList();
    }

    private static void requireUuid(String finding) {
        try {
            if (UUID.fromString(finding).toString().equals(finding)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw invalid("'" + finding + "' is no finding. Findings go by their uuid, as GitLab shows it.");
        }
        throw invalid("'" + finding + "' is not written as GitLab writes a finding's uuid.");
    }

    private static void requireScanner(String scanner) {
        if (Stream.of(ScanType.values()).noneMatch(type -> type.word().equals(scanner))) {
            throw invalid("There is no scan type '" + scanner + "'. Known: "
                    + Arrays.stream(ScanType.values()).map(ScanType::word).collect(Collectors.joining(", ")) + ".");
        }
    }

    static ProblemException invalid(String detail) {
        return problem(422, "Invalid exception").detail(detail).build();
    }
}
