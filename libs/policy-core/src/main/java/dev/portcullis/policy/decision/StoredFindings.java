// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.Operator;
import dev.portcullis.policy.model.VulnerabilityAge;
import dev.portcullis.policy.model.VulnerabilityState;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.StoredVulnerability;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The stored vulnerabilities of the default branch that a rule asks for, by state and age. */
final class StoredFindings {
    private final Evaluation evaluation;
    private final ApprovalRule.ScanFinding rule;
    private final Set<VulnerabilityState> states;
    private final FindingFilter filter;

    StoredFindings(
            Evaluation evaluation,
            ApprovalRule.ScanFinding rule,
            Set<VulnerabilityState> states,
            FindingFilter filter) {
        this.evaluation = evaluation;
        this.rule = rule;
        this.states = states;
        this.filter = filter;
    }

    /** All of them that the rule's other criteria fit. */
    Findings all() {
        SortedMap<Integer, FindingFacts> found = new TreeMap<>();
        for (StoredVulnerability vulnerability : evaluation.snapshot().vulnerabilities()) {
            if (filter.fits(vulnerability.facts()) && isAskedFor(vulnerability)) {
                found.put(vulnerability.ordinal(), vulnerability.facts());
            }
        }
        return Findings.of(found);
    }

    /** Those that scans of the source or of {@code baseline} found and the rule's other criteria fit. */
    Findings among(Pipelines baseline) {
        Detected source = evaluation.detected(evaluation.source());
        Detected target = evaluation.detected(baseline);
        SortedMap<Integer, FindingFacts> found = new TreeMap<>();
        for (StoredVulnerability vulnerability : evaluation.snapshot().vulnerabilities()) {
            FindingFacts there = source.kept(vulnerability.ordinal(), filter);
            FindingFacts facts = there == null ? target.kept(vulnerability.ordinal(), filter) : there;
            if (facts != null && isAskedFor(vulnerability)) {
                found.put(vulnerability.ordinal(), facts);
            }
        }
        return Findings.of(found);
    }

    boolean isAskedFor(StoredVulnerability vulnerability) {
        return vulnerability.onDefaultBranch()
                && states.contains(
                        switch (vulnerability.state()) {
                            case DETECTED -> VulnerabilityState.DETECTED;
                            case CONFIRMED -> VulnerabilityState.CONFIRMED;
                            case DISMISSED -> VulnerabilityState.DISMISSED;
                            case RESOLVED -> VulnerabilityState.RESOLVED;
                        })
                && hasAge(vulnerability)
                && !filter.isExcepted(vulnerability.facts());
    }

    private boolean hasAge(StoredVulnerability vulnerability) {
        VulnerabilityAge age = rule.age();
        if (age == null) {
            return true;
        }
        Instant since = vulnerability.firstDetected().truncatedTo(ChronoUnit.SECONDS);
        Instant limit = Instants.plus(since, age.limit());
        evaluation.revisit(
                age.operator() == Operator.GREATER_THAN ? Instants.plus(limit, Duration.ofSeconds(1)) : limit);
        Duration is = Duration.between(since, evaluation.now().truncatedTo(ChronoUnit.SECONDS));
        return age.operator() == Operator.GREATER_THAN ? is.compareTo(age.limit()) > 0 : is.compareTo(age.limit()) < 0;
    }
}
