// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.counterfactual.WayOut.Step;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/** Ways out in plain sentences. */
public final class WaysOutSentences {
    private static final int MOST_LISTED = 5;

    private final LongFunction<String> names;

    /** With the names of people by their user ids; the function gives a name for any id. */
    public WaysOutSentences(LongFunction<String> names) {
        this.names = requireNonNull(names, "names is null");
    }

    /** One sentence per way, e.g. {@code It passes with 1 more approval of alice or bob.} */
    public List<String> of(List<WayOut> ways) {
        return ways.stream().map(this::sentence).toList();
    }

    private String sentence(WayOut way) {
        Map<Class<?>, Map<Set<Change>, List<Step>>> kinds = new LinkedHashMap<>();
        for (Step step : way.changes()) {
            kinds.computeIfAbsent(step.change().getClass(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(new LinkedHashSet<>(step.instead()), _ -> new ArrayList<>())
                    .add(step);
        }
        List<String> phrases = new ArrayList<>();
        kinds.values().forEach(groups -> groups.values().forEach(steps -> phrases.add(phrase(steps))));
        return "It passes " + String.join(" and ", phrases) + ".";
    }

    /** Steps of one kind that the same others could replace. */
    private String phrase(List<Step> steps) {
        List<Change> changes = steps.stream().map(Step::change).toList();
        List<Change> instead = steps.getFirst().instead();
        List<Change> pool = new ArrayList<>(changes);
        pool.addAll(instead);
        List<String> shown = changes.stream().map(this::shown).toList();
        return switch (changes.getFirst()) {
            case Change.Approve _ -> "with " + count(changes.size(), "more approval") + " of " + people(pool, steps);
            case Change.Dismiss dismiss ->
                "with a dismissal of ‘" + dismiss.policy() + "’, with a reason, by " + people(pool, steps);
            case Change.Resolve _ ->
                (instead.isEmpty() ? "without " : "without " + changes.size() + " of ")
                        + joined(pool.stream().map(this::shown).toList(), ", ");
            case Change.Remove _ -> "without " + joined(shown, ", ");
            case Change.RunScan _ -> "once the head is scanned (" + String.join(", ", shown) + ")";
            case Change.ScanTarget _ -> "once the target is scanned (" + String.join(", ", shown) + ")";
            case Change.Sign _ -> "once these commits are signed: " + joined(shown, ", ");
            case Change.Finish(List<Long> pipelines) ->
                pipelines.isEmpty()
                        ? "once a pipeline has run and found nothing"
                        : "once " + joined(shown, " and ") + " ended and found nothing further";
            case Change.Obtain _ -> "once " + joined(shown, " and ") + " can be read and hold nothing further";
        };
    }

    private String people(List<Change> pool, List<Step> steps) {
        return joined(pool.stream().map(this::shown).sorted().toList(), pool.size() == steps.size() ? " and " : " or ");
    }

    private String shown(Change change) {
        return switch (change) {
            case Change.Approve(long user) -> names.apply(user);
            case Change.Dismiss dismiss -> names.apply(dismiss.user());
            case Change.Resolve resolve -> finding(resolve.finding());
            case Change.Remove remove -> remove.purl() + " (" + remove.license() + ")";
            case Change.RunScan(ScanType type) -> type.word();
            case Change.ScanTarget(ScanType type) -> type.word();
            case Change.Sign(List<String> shas) ->
                joined(shas.stream().map(WaysOutSentences::shortened).toList(), ", ");
            case Change.Finish(List<Long> pipelines) ->
                joined(pipelines.stream().map(id -> "pipeline #" + id).toList(), " and ");
            case Change.Obtain(Fact fact) -> fact(fact);
        };
    }

    private static String finding(FindingFacts finding) {
        String name = finding.name() != null
                ? finding.name()
                : finding.identifiers().isEmpty()
                        ? finding.uuid()
                        : finding.identifiers().getFirst();
        return finding.severity().word() + " " + name + (finding.path() == null ? "" : " in " + finding.path());
    }

    private static String fact(Fact fact) {
        return switch (fact) {
            case SOURCE_REPORTS -> "the reports of the merge request's pipelines";
            case TARGET_REPORTS -> "the reports of the target branch";
            case APPROVALS -> "the approvals";
            case MEMBERS -> "the project's members";
            case SIGNATURES -> "the commits' signatures";
            case VULNERABILITIES -> "the vulnerabilities of the default branch";
            case ENRICHMENT -> "the data about exploited vulnerabilities";
            case COMPLIANCE_FRAMEWORKS -> "the project's compliance frameworks";
            case SECURITY_ATTRIBUTES -> "the project's security attributes";
        };
    }

    private static String shortened(String sha) {
        return sha.substring(0, Math.min(8, sha.length()));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String joined(List<String> items, String last) {
        List<String> shown = items.stream().limit(MOST_LISTED).toList();
        if (items.size() > MOST_LISTED) {
            String more = last.equals(" or ") ? last : " and ";
            return String.join(", ", shown) + more + (items.size() - MOST_LISTED) + " more";
        }
        return shown.size() < 2
                ? String.join("", shown)
                : String.join(", ", shown.subList(0, shown.size() - 1)) + last + shown.getLast();
    }
}
