// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.Fallback;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Gathers what is found out about one rule, and what follows from it under the policy's fallback. */
final class RuleJudgement {
    private final boolean open;
    private final List<Reason> reasons = new ArrayList<>();
    private boolean violated;
    private boolean undetermined;
    private boolean pending;

    RuleJudgement(Fallback fallback) {
        this.open = fallback == Fallback.OPEN;
    }

    void note(Reason reason) {
        reasons.add(reason);
    }

    void violate(Reason reason) {
        reasons.add(reason);
        violated = true;
    }

    void wait(List<Long> pipelines) {
        reasons.add(new Reason.Waiting(pipelines));
        pending = true;
    }

    /** An error that GitLab knows: closed violates, open leaves the reason. */
    void error(ErrorCode code, Collection<ScanType> scanners) {
        reasons.add(new Reason.InError(code, scanners.stream().sorted().toList(), open));
        violated |= !open;
    }

    /** Whether {@code fact} is there; where it is not, closed is undetermined, open leaves the reason. */
    boolean has(Snapshot snapshot, Fact fact) {
        if (snapshot.has(fact)) {
            return true;
        }
        missing(fact, snapshot.unavailable().getOrDefault(fact, ""));
        return false;
    }

    boolean hasAll(Snapshot snapshot, Fact first, Fact second) {
        boolean hasFirst = has(snapshot, first);
        boolean hasSecond = has(snapshot, second);
        return hasFirst && hasSecond;
    }

    void missing(Fact fact, String why) {
        reasons.add(new Reason.FactMissing(fact, why, open));
        undetermined |= !open;
    }

    /** Whether the policy is about the project at all hangs on {@code fact}: a violation is only a possible one then. */
    void doubt(Snapshot snapshot, Fact fact) {
        if (violated) {
            violated = false;
            missing(fact, snapshot.unavailable().getOrDefault(fact, ""));
        }
    }

    RuleResult result(int index) {
        Status status = violated
                ? Status.VIOLATED
                : undetermined ? Status.UNDETERMINED : pending ? Status.PENDING : Status.NOT_VIOLATED;
        return new RuleResult(index, status, reasons);
    }
}
