// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.ScannerRule;
import dev.portcullis.policy.model.VulnerabilityState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a scan_finding rule asks for, worked out once for a policy.
 *
 * @param selections what is counted each for itself: the rule's scanners together, then each that is judged alone
 * @param scanners all that are named; empty: all there are
 * @param newStates the states that it asks for of findings that the target does not have
 * @param storedStates and of vulnerabilities of the default branch
 */
record ScanPlan(
        List<Selection> selections,
        Set<ScanType> scanners,
        Set<VulnerabilityState> newStates,
        Set<VulnerabilityState> storedStates) {
    static ScanPlan of(ApprovalRule.ScanFinding rule) {
        List<Selection> selections = new ArrayList<>();
        Set<ScanType> scanners = EnumSet.noneOf(ScanType.class);
        scanners.addAll(rule.scanners());
        if (!rule.scanners().isEmpty() || rule.scannerRules().isEmpty()) {
            selections.add(new Selection(rule.scanners(), rule.criteria()));
        }
        for (ScannerRule alone : rule.scannerRules()) {
            scanners.add(alone.type());
            selections.add(new Selection(Set.of(alone.type()), alone.criteria()));
        }
        Set<VulnerabilityState> newStates = EnumSet.noneOf(VulnerabilityState.class);
        Set<VulnerabilityState> storedStates = EnumSet.noneOf(VulnerabilityState.class);
        for (VulnerabilityState state : rule.states().isEmpty() ? VulnerabilityState.NEW : rule.states()) {
            (VulnerabilityState.NEW.contains(state) ? newStates : storedStates).add(state);
        }
        return new ScanPlan(selections, scanners, newStates, storedStates);
    }
}
