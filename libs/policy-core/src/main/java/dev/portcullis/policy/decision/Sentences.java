// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.CommitKind;
import dev.portcullis.policy.model.Enforcement;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Word;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** The sentences of an explanation. */
final class Sentences {
    private static final int MOST_LISTED = 5;

    private final LongFunction<String> names;

    Sentences(LongFunction<String> names) {
        this.names = names;
    }

    String headline(Decision decision) {
        return switch (decision.outcome()) {
            case APPROVAL_REQUIRED ->
                "Approval required: " + count(decision.approvalsLeft(), "approval is missing", "approvals are missing")
                        + ".";
            case UNDETERMINED -> "Undetermined: a fact could not be obtained; it will be tried again.";
            case PENDING -> "Pending: a pipeline has yet to end.";
            case SATISFIED -> "Satisfied: every violation is approved or released.";
            case NOT_REQUIRED -> "No approval required.";
        };
    }

    String policy(PolicyResult policy) {
        String name = "‘" + policy.name() + "’";
        if (policy.notApplicable() != null) {
            return name + " does not apply: " + why(policy.notApplicable()) + ".";
        }
        String verb = policy.enforcement() == Enforcement.WARN ? " warns: " : ": ";
        String state =
                switch (policy.status()) {
                    case VIOLATED -> "violated";
                    case UNDETERMINED -> "undetermined";
                    case PENDING -> "waits";
                    case NOT_VIOLATED -> "not violated";
                    case NOT_APPLICABLE -> "not applicable";
                };
        PolicyResult.Release release = policy.release();
        return name + verb + state
                + (release == null ? "" : ", released by " + names.apply(release.user()) + ": " + release.reason())
                + ".";
    }

    String rule(RuleResult rule) {
        String state =
                switch (rule.status()) {
                    case VIOLATED -> "is violated";
                    case UNDETERMINED -> "cannot be determined";
                    case PENDING -> "waits";
                    case NOT_VIOLATED -> "is not violated";
                    case NOT_APPLICABLE -> "does not apply";
                };
        return "Rule " + (rule.index() + 1) + " " + state + ".";
    }

    String reason(Reason reason) {
        String phrase = phrase(reason);
        return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1) + ".";
    }

    String action(ActionResult action) {
        if (action.released()) {
            return "Approval " + (action.index() + 1) + " is released: " + action.required() + " required, but only "
                    + count(action.eligible().size(), "person", "people") + " could give one.";
        }
        String given = action.approved().isEmpty() ? "nobody has approved" : "approved by " + people(action.approved());
        String ignored = action.ignored().isEmpty() ? "" : "; not eligible: " + people(action.ignored());
        String unmet = action.left() > 0 ? "; " + needs(action) : "";
        return "Approval " + (action.index() + 1) + ": " + action.required() + " required, " + given + ignored + unmet
                + ".";
    }

    /** What was found out, as a part of a sentence. */
    String phrase(Reason reason) {
        return switch (reason) {
            case Reason.BranchNotCovered(String branch) -> "the branch " + branch + " is not covered";
            case Reason.Compared(List<Long> source, List<Long> target) ->
                "compared " + pipelines(source) + " with "
                        + (target.isEmpty()
                                ? "nothing, for the target was never scanned"
                                : pipelines(target) + " of the target");
            case Reason.Counted counted -> counted(counted);
            case Reason.NothingToCount(String branch) ->
                "stored vulnerabilities count on the default branch only, and the target is " + branch;
            case Reason.InError error -> error(error);
            case Reason.EnforcedElsewhere(List<ScanType> scanners) ->
                "missing scans" + types(scanners) + " are enforced by an execution policy";
            case Reason.Waiting(List<Long> pipelines) ->
                pipelines.isEmpty() ? "no pipeline exists yet" : "waits for " + pipelines(pipelines);
            case Reason.FactMissing missing -> missing(missing);
            case Reason.Commits(CommitKind kind, List<String> shas) ->
                kind == CommitKind.ANY
                        ? "every merge request needs approval"
                        : shas.isEmpty()
                                ? "every commit is signed"
                                : "without a signature: " + list(shas, Sentences::shortened);
            case Reason.Licenses(List<Reason.DeniedLicense> denied) ->
                denied.isEmpty()
                        ? "every licence is accepted"
                        : "licences that are not accepted: "
                                + list(denied, one -> one.purl() + " (" + one.license() + ")");
            case Reason.Excepted(List<String> exceptions, int removed) ->
                count(removed, "finding is", "findings are") + " excepted by " + list(exceptions, one -> one);
        };
    }

    private static String pipelines(List<Long> ids) {
        return (ids.size() == 1 ? "pipeline " : "pipelines ") + list(ids, id -> "#" + id);
    }

    private static String counted(Reason.Counted counted) {
        int size = counted.findings().size();
        String listed = size == 0 ? "" : ": " + list(counted.findings().facts(), Sentences::finding);
        return count(size, "finding counts", "findings count") + types(counted.scanners()) + ", " + counted.allowed()
                + " allowed" + listed;
    }

    /** A finding with its severity. */
    static String finding(FindingFacts finding) {
        return finding.severity().word() + " " + described(finding);
    }

    /** A finding by its name and place. */
    static String described(FindingFacts finding) {
        String name = finding.name() != null
                ? finding.name()
                : finding.identifiers().isEmpty()
                        ? finding.uuid()
                        : finding.identifiers().getFirst();
        return name + (finding.path() == null ? "" : " in " + finding.path());
    }

    private static String error(Reason.InError error) {
        String what =
                switch (error.code()) {
                    case SCAN_REMOVED -> "missing scans" + types(error.scanners());
                    case ARTIFACTS_MISSING -> "the pipelines brought no report" + types(error.scanners());
                    case TARGET_PIPELINE_MISSING -> "the target has no list of components to compare with";
                    case SCAN_FAILED -> "failed or cancelled scans" + types(error.scanners());
                    case TARGET_SCANS_MISSING -> "the target was never scanned" + types(error.scanners());
                };
        return what + (error.open() ? " (the policy's fallback lets that pass)" : "");
    }

    private static String missing(Reason.FactMissing missing) {
        String what =
                switch (missing.fact()) {
                    case SOURCE_REPORTS -> "the reports of the merge request's pipelines";
                    case TARGET_REPORTS -> "the reports of the target branch";
                    case APPROVALS -> "the approvals";
                    case MEMBERS -> "the project's members";
                    case SIGNATURES -> "the commits' signatures";
                    case VULNERABILITIES -> "the vulnerabilities of the default branch";
                    case ENRICHMENT -> "the data about exploited vulnerabilities";
                    case COMPLIANCE_FRAMEWORKS ->
                        "the project's compliance frameworks, which the policy's scope names,";
                    case SECURITY_ATTRIBUTES -> "the project's security attributes, which the policy's scope names,";
                };
        return what + " could not be obtained" + (missing.why().isEmpty() ? "" : " (" + missing.why() + ")")
                + (missing.open() ? ", and the policy's fallback lets that pass" : "");
    }

    private static String why(NotApplicable reason) {
        return switch (reason) {
            case NotApplicable.Disabled() -> "it is switched off";
            case NotApplicable.OutOfScope() -> "the project lies outside of its scope";
            case NotApplicable.BranchNotCovered(String branch, boolean isProtected) ->
                isProtected ? "no rule covers the branch " + branch : "the branch " + branch + " is not protected";
            case NotApplicable.BranchesBypass(String source, String target) ->
                "it lets merge requests from " + source + " into " + target + " pass";
            case NotApplicable.Bypassed bypassed -> "it was bypassed with the reason: " + bypassed.reason();
            case NotApplicable.Excepted(List<String> exceptions) ->
                "it is excepted as a whole by " + list(exceptions, one -> one);
        };
    }

    String needs(ActionResult action) {
        if (action.isUnreachable()) {
            return "needs " + action.required() + ", but only "
                    + count(action.eligible().size(), "person is", "people are") + " eligible"
                    + (action.eligible().isEmpty() ? "" : ": " + people(action.eligible()));
        }
        List<Long> open = action.eligible().stream()
                .filter(user -> !action.approved().contains(user))
                .toList();
        return "needs " + action.left() + (action.approved().isEmpty() ? " of: " : " more of: ") + people(open);
    }

    String people(List<Long> users) {
        return list(users, names::apply);
    }

    private static String types(List<? extends Word> types) {
        return types.isEmpty() ? "" : " (" + types.stream().map(Word::word).collect(Collectors.joining(", ")) + ")";
    }

    private static String shortened(String sha) {
        return sha.length() > 8 ? sha.substring(0, 8) : sha;
    }

    static <T> String list(List<T> items, Function<T, String> word) {
        String listed = items.stream().limit(MOST_LISTED).map(word).collect(Collectors.joining(", "));
        return items.size() > MOST_LISTED ? listed + " and " + (items.size() - MOST_LISTED) + " more" : listed;
    }

    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
