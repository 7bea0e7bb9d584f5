// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.snapshot.Component;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Policies and snapshots in another order. */
final class Shuffled {
    private Shuffled() {}

    /** The policy with its rules and actions in another order. */
    static Policy policy(Policy policy, Random random) {
        if (!(policy instanceof ApprovalPolicy approval)) {
            return policy;
        }
        return new ApprovalPolicy(
                approval.header(),
                list(approval.rules(), random),
                list(approval.actions(), random),
                approval.sendBotMessage(),
                approval.settings(),
                approval.fallback(),
                approval.tuning(),
                approval.bypass(),
                approval.enforcement());
    }

    static Snapshot snapshot(Snapshot snapshot, Random random) {
        return new Snapshot(
                snapshot.project(),
                mergeRequest(snapshot.mergeRequest(), random),
                new Side(list(pipelines(snapshot.source().pipelines(), random), random)),
                target(snapshot.target(), random),
                list(snapshot.vulnerabilities(), random),
                list(snapshot.members(), random),
                list(snapshot.groups(), random),
                list(snapshot.approvals(), random),
                list(snapshot.bypasses(), random),
                list(snapshot.exceptions(), random),
                snapshot.unavailable(),
                snapshot.settings(),
                snapshot.enforcedScans());
    }

    private static MergeRequest mergeRequest(MergeRequest old, Random random) {
        return new MergeRequest(
                old.iid(),
                old.author(),
                old.sourceBranch(),
                old.targetBranch(),
                old.sourceProject(),
                old.headSha(),
                list(old.mergedResultShas(), random),
                list(old.commits(), random));
    }

    /** Which pipelines of the target come first says which is the baseline; what is in them has no order. */
    private static Target target(Target old, Random random) {
        return new Target(
                old.candidates().stream()
                        .map(candidate ->
                                new Target.Candidate(candidate.of(), pipelines(candidate.pipelines(), random)))
                        .toList(),
                pipelines(old.earlier(), random));
    }

    private static List<Pipeline> pipelines(List<Pipeline> pipelines, Random random) {
        return pipelines.stream().map(pipeline -> pipeline(pipeline, random)).toList();
    }

    private static Pipeline pipeline(Pipeline pipeline, Random random) {
        List<Component> components = pipeline.dependencies();
        return Samples.with(
                pipeline, list(pipeline.scans(), random), components == null ? null : list(components, random));
    }

    private static <T> List<T> list(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }
}
