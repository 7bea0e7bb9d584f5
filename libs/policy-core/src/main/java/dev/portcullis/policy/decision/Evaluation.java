// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.license.LicenseExpression;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.RequireApproval;
import dev.portcullis.policy.snapshot.PolicyException;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.StoredState;
import dev.portcullis.policy.snapshot.StoredVulnerability;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** One decision in the making: what its rules share is worked out once. */
final class Evaluation {
    private static final int NO_WINDOW = -1;

    private final PolicySet set;
    private final List<AppliedPolicy> policies;
    private final Snapshot snapshot;
    private final Instant now;
    private final Pipelines source;
    private final List<Long> incomplete;
    private final RoaringBitmap dismissed = new RoaringBitmap();
    private final boolean hasDismissed;
    private final People people;
    private final boolean targetProtected;
    private final Map<Integer, Pipelines> baselines = new HashMap<>();
    private final Map<Integer, Pipelines> licenseBaselines = new HashMap<>();
    private @Nullable Pipelines plainBaseline;
    private final Map<Pipelines, Reason.Compared> compared = new HashMap<>();
    private final Map<Pipelines, Detected> detected = new HashMap<>();
    private final Map<Pipelines, Changes> changes = new HashMap<>();
    private final Map<String, LicenseExpression> licenses = new HashMap<>();
    private final Map<Pipelines, LicensePairs> licensePairs = new HashMap<>();
    private @Nullable Instant revisitAt;

    Evaluation(PolicySet set, Snapshot snapshot, Instant now) {
        this.set = set;
        this.policies = set.of(snapshot.project());
        this.snapshot = snapshot;
        this.now = now;
        this.source = Pipelines.ofSource(snapshot);
        this.incomplete = source.incomplete();
        this.people = new People(set, snapshot);
        this.targetProtected =
                Branches.isProtected(snapshot.project(), snapshot.mergeRequest().targetBranch());
        for (StoredVulnerability vulnerability : snapshot.vulnerabilities()) {
            if (vulnerability.state() == StoredState.DISMISSED) {
                dismissed.add(vulnerability.ordinal());
            }
        }
        this.hasDismissed = !dismissed.isEmpty();
    }

    /** Those laid down for the project. */
    List<AppliedPolicy> policies() {
        return policies;
    }

    /** What {@code rule} of one of them asks for. */
    ScanPlan plan(ApprovalRule.ScanFinding rule) {
        return set.plan(rule);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Instant now() {
        return now;
    }

    Pipelines source() {
        return source;
    }

    /** What stands for all actions that are equal to {@code action}. */
    RequireApproval representative(RequireApproval action) {
        return set.representative(action);
    }

    /** Whether an approval rule that is about these branches holds for the target. */
    boolean covers(BranchSelector selector) {
        return targetProtected
                && Branches.includes(snapshot.project(), snapshot.mergeRequest().targetBranch(), selector);
    }

    /** The ids of the head's pipelines that have yet to end, ascending. */
    List<Long> incomplete() {
        return incomplete;
    }

    /** The pipelines of the target whose findings are compared, for policies with this report time window. */
    Pipelines baseline(@Nullable Integer windowMinutes) {
        if (windowMinutes != null) {
            return baselines.computeIfAbsent(
                    windowMinutes, _ -> Baseline.choose(snapshot, windowMinutes, now, Pipelines::hasScans));
        }
        if (plainBaseline == null) {
            plainBaseline = Baseline.choose(snapshot, null, now, Pipelines::hasScans);
        }
        return plainBaseline;
    }

    /** The same for lists of components. */
    Pipelines licenseBaseline(@Nullable Integer windowMinutes) {
        return licenseBaselines.computeIfAbsent(
                windowMinutes == null ? NO_WINDOW : windowMinutes,
                _ -> Baseline.choose(snapshot, windowMinutes, now, Pipelines::hasComponents));
    }

    /** That the source was compared with {@code baseline}. */
    Reason.Compared compared(Pipelines baseline) {
        return compared.computeIfAbsent(baseline, _ -> new Reason.Compared(source.ids(), baseline.ids()));
    }

    /** What the successful scans of {@code pipelines} found. */
    Detected detected(Pipelines pipelines) {
        return detected.computeIfAbsent(pipelines, Detected::of);
    }

    /** What the source has other than {@code baseline}. */
    Changes changesSince(Pipelines baseline) {
        return changes.computeIfAbsent(
                baseline, _ -> detected(source).changesSince(detected(baseline), readsEnrichment()));
    }

    private boolean readsEnrichment() {
        for (AppliedPolicy applied : policies) {
            if (applied.policy() instanceof ApprovalPolicy policy) {
                for (ApprovalRule rule : policy.rules()) {
                    if (rule instanceof ApprovalRule.ScanFinding scan && Reads.readsEnrichment(scan)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The licence that {@code text} names; reading an expression takes long enough to read each text once. */
    LicenseExpression license(String text) {
        return licenses.computeIfAbsent(text, LicenseExpression::parse);
    }

    /** The components of {@code pipelines} with their licences. */
    LicensePairs licensePairs(Pipelines pipelines) {
        return licensePairs.computeIfAbsent(pipelines, listed -> LicensePairs.of(listed, this::license));
    }

    People people() {
        return people;
    }

    boolean isDismissed(int ordinal) {
        return hasDismissed && dismissed.contains(ordinal);
    }

    @Nullable
    Instant revisitAt() {
        return revisitAt;
    }

    /** Notes that the result can differ from {@code at} on; past instants do not matter. */
    void revisit(Instant at) {
        if (at.isAfter(now) && (revisitAt == null || at.isBefore(revisitAt))) {
            revisitAt = at;
        }
    }

    /** Whether an exception that has something to take out has begun; when that can change is noted. */
    boolean isInForce(PolicyException exception) {
        Instant start = exception.startsAt();
        if (start != null && now.isBefore(start)) {
            revisit(start);
            return false;
        }
        revisit(exception.endsAt());
        return true;
    }

    /** The exceptions that {@code policy} gives way to in this project and that have not ended. */
    List<PolicyException> exceptions(AppliedPolicy policy) {
        if (snapshot.exceptions().isEmpty()) {
            return List.of();
        }
        return snapshot.exceptions().stream()
                .filter(exception -> Exceptions.concerns(exception, policy))
                .filter(exception -> Exceptions.isWithin(snapshot.project().path(), exception.scope()))
                .filter(exception -> now.isBefore(exception.endsAt()))
                .toList();
    }

    /** Ids of the exceptions because of which {@code policy} does not apply here now. */
    List<String> wholeExceptions(AppliedPolicy policy) {
        List<PolicyException> exceptions = exceptions(policy);
        return exceptions.isEmpty() ? List.of() : inForceAsAWhole(exceptions);
    }

    private List<String> inForceAsAWhole(List<PolicyException> exceptions) {
        return exceptions.stream()
                .filter(PolicyException::whole)
                .filter(this::isInForce)
                .map(PolicyException::id)
                .sorted()
                .toList();
    }
}
