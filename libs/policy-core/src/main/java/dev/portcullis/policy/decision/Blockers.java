// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.RequireApproval;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.model.VulnerabilityState;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why a policy holds a merge request, and who can help. */
final class Blockers {
    private final Sentences sentences;
    private final Map<String, ApprovalPolicy> policies;

    /** With the policies by the id that results carry; without a policy its sentence says less. */
    Blockers(Sentences sentences, Map<String, ApprovalPolicy> policies) {
        this.sentences = sentences;
        this.policies = Map.copyOf(policies);
    }

    /**
     * The sentence.
     *
     * @param approvalsKnown whether it is known who approved
     */
    String sentence(PolicyResult result, boolean approvalsKnown) {
        Status holds = result.approvalsLeft() > 0 ? result.status() : Status.PENDING;
        String lead =
                switch (holds) {
                    case PENDING -> "Held by ";
                    case UNDETERMINED -> "Undetermined for ";
                    default -> "Blocked by ";
                };
        ApprovalPolicy policy = policies.get(result.id());
        String why = result.rules().stream()
                .filter(rule -> rule.status() == holds)
                .flatMap(rule -> rule.reasons().stream()
                        .filter(Blockers::isTelling)
                        .map(reason -> reason instanceof Reason.Counted counted
                                ? counted(counted, at(policy == null ? List.of() : policy.rules(), rule.index()))
                                : sentences.phrase(reason)))
                .distinct()
                .collect(Collectors.joining("; "));
        return lead + "‘" + result.name() + "’: " + why
                + (holds == Status.PENDING ? "" : needs(result, policy) + (approvalsKnown ? approved(result) : ""))
                + ".";
    }

    private static boolean isTelling(Reason reason) {
        return !(reason instanceof Reason.Counted counted && !counted.exceeds())
                && !(reason instanceof Reason.Excepted)
                && !(reason instanceof Reason.Compared)
                && !(reason instanceof Reason.Licenses licenses
                        && licenses.denied().isEmpty());
    }

    /** What all findings have in common is said once, e.g. {@code 2 new critical SAST findings, 0 allowed: A, B}. */
    private static String counted(Reason.Counted counted, @Nullable ApprovalRule rule) {
        List<FindingFacts> facts = counted.findings().facts();
        Set<Severity> severities = facts.stream().map(FindingFacts::severity).collect(Collectors.toSet());
        Set<ScanType> scanners = facts.stream().map(FindingFacts::scanner).collect(Collectors.toSet());
        boolean alike = severities.size() == 1;
        String kind = age(rule)
                + (alike ? severities.iterator().next().word() + " " : "")
                + (scanners.size() == 1 ? scanner(scanners.iterator().next()) + " " : "");
        return Sentences.count(facts.size(), kind + "finding", kind + "findings") + ", " + counted.allowed()
                + " allowed: " + Sentences.list(facts, alike ? Sentences::described : Sentences::finding);
    }

    private static String age(@Nullable ApprovalRule rule) {
        if (!(rule instanceof ApprovalRule.ScanFinding scan)) {
            return "";
        }
        boolean stored = !VulnerabilityState.NEW.containsAll(scan.states());
        boolean fresh = scan.states().stream().anyMatch(VulnerabilityState.NEW::contains);
        return stored && fresh ? "new or stored " : stored ? "stored " : "new ";
    }

    private static String scanner(ScanType scanner) {
        return switch (scanner) {
            case SAST, DAST -> scanner.name();
            case API_FUZZING -> "API fuzzing";
            default -> scanner.word().replace('_', ' ');
        };
    }

    private String needs(PolicyResult result, @Nullable ApprovalPolicy policy) {
        return result.actions().stream()
                .filter(action -> action.left() > 0)
                .map(action -> "; " + sentences.needs(action)
                        + parties(at(policy == null ? List.of() : policy.actions(), action.index())))
                .collect(Collectors.joining());
    }

    private String approved(PolicyResult result) {
        List<Long> approved = result.actions().stream()
                .filter(action -> action.left() > 0)
                .flatMap(action -> action.approved().stream())
                .distinct()
                .sorted()
                .toList();
        return approved.isEmpty() ? "; nobody has approved" : "; approved by " + sentences.people(approved);
    }

    /** The groups and roles that an action names; its people alone do not say why they were chosen. */
    private static String parties(@Nullable RequireApproval action) {
        if (action == null) {
            return "";
        }
        List<String> parties = new ArrayList<>();
        add(parties, action.groups(), group -> "group " + group);
        add(parties, action.groupIds(), id -> "group with id " + id);
        add(parties, action.roles(), role -> "role " + role.word());
        add(parties, action.customRoles(), id -> "custom role with id " + id);
        return parties.isEmpty() ? "" : " (" + Sentences.list(parties, Function.identity()) + ")";
    }

    private static <T extends Comparable<? super T>> void add(
            List<String> parties, Set<T> named, Function<T, String> word) {
        named.stream().sorted(Comparator.naturalOrder()).map(word).forEach(parties::add);
    }

    private static <T> @Nullable T at(List<T> list, int index) {
        return index < list.size() ? list.get(index) : null;
    }
}
