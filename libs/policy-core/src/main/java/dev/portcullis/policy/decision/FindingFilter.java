// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.EnrichmentAction;
import dev.portcullis.policy.model.FindingAttributes;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.PolicyException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which findings a rule looks at. Filters on what is unknown keep the finding; {@link #certain} drops it then. */
final class FindingFilter {
    private final Selection selection;
    private final FindingAttributes attributes;
    private final Evaluation evaluation;
    private final List<PolicyException> exceptions;
    private final SortedSet<String> usedExceptions = new TreeSet<>();
    private final Set<String> excepted = new HashSet<>();

    FindingFilter(Selection selection, Evaluation evaluation, AppliedPolicy applied) {
        this.selection = selection;
        this.attributes = selection.criteria().attributes();
        this.evaluation = evaluation;
        this.exceptions = evaluation.exceptions(applied);
    }

    Selection selection() {
        return selection;
    }

    /**
     * Whether what a scan says of a finding fits by type, severity and attributes, or may fit as far as is known.
     *
     * @param findingClass as {@link Changes#classOf} gives it
     */
    boolean keeps(short findingClass, ScanType scan, FindingFacts finding) {
        return findingClass == Changes.NO_CLASS
                ? keeps(scan, finding)
                : selection.has(findingClass) && (!attributes.readsEnrichment() || fitsEnrichment(finding));
    }

    /** The same without its class. */
    boolean keeps(ScanType scan, FindingFacts finding) {
        return selection.has(scan) && fits(finding);
    }

    boolean fits(FindingFacts finding) {
        return selection.has(finding.findingClass()) && (!attributes.readsEnrichment() || fitsEnrichment(finding));
    }

    /** Without those whose enrichment is not known although the rule reads it. */
    Findings certain(Findings findings) {
        return isEnrichmentUncertain() ? findings.filter(finding -> !finding.isCve()) : findings;
    }

    /** Without those that an approved exception takes out. */
    Findings withoutExcepted(Findings findings) {
        return exceptions.isEmpty() ? findings : findings.filter(finding -> !isExcepted(finding));
    }

    boolean isExcepted(FindingFacts finding) {
        boolean taken = false;
        for (PolicyException exception : exceptions) {
            if (Exceptions.matches(exception, finding) && evaluation.isInForce(exception)) {
                usedExceptions.add(exception.id());
                taken = true;
            }
        }
        if (taken) {
            excepted.add(finding.uuid());
        }
        return taken;
    }

    void noteExceptions(RuleJudgement judgement) {
        if (!excepted.isEmpty()) {
            judgement.note(new Reason.Excepted(List.copyOf(usedExceptions), excepted.size()));
        }
    }

    private boolean isEnrichmentUncertain() {
        return attributes.readsEnrichment()
                && attributes.enrichmentUnavailable() == null
                && !evaluation.snapshot().has(Fact.ENRICHMENT);
    }

    private boolean fitsEnrichment(FindingFacts finding) {
        if (!finding.isCve()) {
            return false;
        }
        boolean unknown = !evaluation.snapshot().has(Fact.ENRICHMENT)
                || (finding.knownExploited() == null && finding.epss() == null);
        if (unknown && attributes.enrichmentUnavailable() != null) {
            return attributes.enrichmentUnavailable() == EnrichmentAction.BLOCK;
        }
        if (!evaluation.snapshot().has(Fact.ENRICHMENT)) {
            return true;
        }
        return (!Boolean.TRUE.equals(attributes.knownExploited()) || Boolean.TRUE.equals(finding.knownExploited()))
                && (attributes.epss() == null
                        || (finding.epss() != null && attributes.epss().matches(finding.epss())));
    }
}
