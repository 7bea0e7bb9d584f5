// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decides: total, deterministic, without input or output. The same arguments give the same decision for ever. */
public final class Decider {
    /** Changes whenever the same arguments can give another decision than before. */
    public static final String ENGINE_VERSION = "6";

    private Decider() {}

    /** What {@code policies} make of a merge request as {@code snapshot} shows it at {@code now}. */
    public static Decision decide(PolicySet policies, Snapshot snapshot, Instant now) {
        requireNonNull(policies, "policies is null");
        requireNonNull(snapshot, "snapshot is null");
        requireNonNull(now, "now is null");
        Evaluation evaluation = new Evaluation(policies, snapshot, now);
        List<JudgedPolicy> judged = new ArrayList<>();
        for (AppliedPolicy applied : evaluation.policies()) {
            if (applied.policy() instanceof ApprovalPolicy policy) {
                judged.add(JudgedPolicy.judge(evaluation, applied, policy));
            }
        }
        return Conclusion.of(judged, evaluation, policies.digest());
    }
}
