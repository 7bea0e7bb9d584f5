// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import dev.portcullis.policy.decision.NotApplicable;
import dev.portcullis.policy.decision.Reason;
import dev.portcullis.policy.model.CommitKind;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What was found out, in plain sentences. */
final class Sentences {
    private static final int NAMED_FINDINGS = 5;
    private static final int NAMED_COMMITS = 5;

    private Sentences() {}

    static String of(Reason reason) {
        return switch (reason) {
            case Reason.BranchNotCovered uncovered ->
                "The target branch " + uncovered.branch() + " is not covered by the rule.";
            case Reason.Counted counted -> counted(counted);
            case Reason.NothingToCount nothing ->
                "The rule asks for findings of the default branch, and the target is " + nothing.branch() + ".";
            case Reason.InError error -> error(error);
            case Reason.EnforcedElsewhere enforced ->
                "The missing scans (" + types(enforced.scanners()) + ") are enforced by an execution policy.";
            case Reason.Waiting waiting -> waiting(waiting);
            case Reason.FactMissing missing ->
                "Portcullis could not obtain " + fact(missing.fact()) + ": " + missing.why()
                        + (missing.open() ? " The policy lets that pass." : "");
            case Reason.Commits commits -> commits(commits);
            case Reason.Licenses licenses -> licenses(licenses);
            case Reason.Excepted excepted ->
                excepted.removed() + " were left out by approved exceptions: "
                        + String.join(", ", excepted.exceptions()) + ".";
        };
    }

    static String of(NotApplicable why) {
        return switch (why) {
            case NotApplicable.Disabled _ -> "The policy is disabled.";
            case NotApplicable.OutOfScope _ -> "The project is outside of the policy's scope.";
            case NotApplicable.BranchNotCovered uncovered ->
                uncovered.isProtected()
                        ? "No rule covers the target branch " + uncovered.branch() + "."
                        : "The target branch " + uncovered.branch() + " is not protected.";
            case NotApplicable.BranchesBypass bypass ->
                "The policy lets merge requests from " + bypass.source() + " into " + bypass.target() + " pass.";
            case NotApplicable.Bypassed bypassed -> "It was bypassed: " + bypassed.reason();
        };
    }

    private static String counted(Reason.Counted counted) {
        int count = counted.findings().size();
        String kinds = counted.scanners().isEmpty() ? "" : " of " + types(counted.scanners());
        String head = count + (count == 1 ? " finding" : " findings") + kinds + ", " + counted.allowed() + " allowed";
        if (count == 0) {
            return head + ".";
        }
        String named = counted.findings().facts().stream()
                .sorted(Comparator.comparing(FindingFacts::severity).reversed().thenComparing(FindingFacts::uuid))
                .limit(NAMED_FINDINGS)
                .map(Sentences::finding)
                .collect(Collectors.joining("; "));
        String more = count > NAMED_FINDINGS ? "; and " + (count - NAMED_FINDINGS) + " more" : "";
        return head + ": " + named + more + ".";
    }

    private static String finding(FindingFacts finding) {
        String name = finding.name() != null
                ? finding.name()
                : finding.identifiers().isEmpty()
                        ? finding.uuid()
                        : finding.identifiers().getFirst();
        String place = finding.path() == null ? "" : " in " + finding.path();
        return finding.severity().word() + ": " + name + place;
    }

    private static String error(Reason.InError error) {
        String scans = error.scanners().isEmpty() ? "" : " (" + types(error.scanners()) + ")";
        String what =
                switch (error.code()) {
                    case SCAN_REMOVED -> "Required scans did not run" + scans;
                    case ARTIFACTS_MISSING -> "The pipelines of the head brought no security report" + scans;
                    case TARGET_PIPELINE_MISSING -> "The target branch has no pipeline to compare with" + scans;
                    case SCAN_FAILED -> "Scans failed or were cancelled" + scans;
                    case TARGET_SCANS_MISSING -> "The target branch was never scanned" + scans;
                };
        return what + (error.open() ? "; the policy lets that pass." : "; the policy then requires approval.");
    }

    private static String waiting(Reason.Waiting waiting) {
        if (waiting.pipelines().isEmpty()) {
            return "No pipeline has run for the head yet.";
        }
        String ids = waiting.pipelines().stream().map(id -> "#" + id).collect(Collectors.joining(", "));
        return "The pipeline " + ids + " has not finished.";
    }

    private static String commits(Reason.Commits commits) {
        if (commits.kind() == CommitKind.ANY) {
            return "The rule covers every merge request.";
        }
        if (commits.shas().isEmpty()) {
            return "All commits are signed.";
        }
        String named = commits.shas().stream()
                .limit(NAMED_COMMITS)
                .map(sha -> sha.substring(0, Math.min(8, sha.length())))
                .collect(Collectors.joining(", "));
        return commits.shas().size() + " unsigned commits: " + named + ".";
    }

    private static String licenses(Reason.Licenses licenses) {
        if (licenses.denied().isEmpty()) {
            return "No licence breaks the rule.";
        }
        return "Licences that are not allowed: "
                + licenses.denied().stream()
                        .limit(NAMED_FINDINGS)
                        .map(denied -> denied.license() + " of " + denied.purl())
                        .collect(Collectors.joining("; "))
                + (licenses.denied().size() > NAMED_FINDINGS ? "; and more." : ".");
    }

    private static String fact(Fact fact) {
        return switch (fact) {
            case SOURCE_REPORTS -> "the security reports of the head";
            case TARGET_REPORTS -> "the security reports of the target";
            case APPROVALS -> "the approvals";
            case MEMBERS -> "the project's members";
            case SIGNATURES -> "the commits and their signatures";
            case ENRICHMENT -> "data about known exploitation";
        };
    }

    private static String types(List<ScanType> types) {
        return types.stream().map(type -> type.word().replace('_', ' ')).collect(Collectors.joining(", "));
    }
}
