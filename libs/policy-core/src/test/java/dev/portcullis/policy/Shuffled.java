// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Policies and snapshots in another order. */
final class Shuffled {
    private Shuffled() {}

    static Policy rules(Policy policy, Random random) {
        if (!(policy instanceof ApprovalPolicy approval)) {
            return policy;
        }
        List<ApprovalRule> rules = new ArrayList<>(approval.rules());
        Collections.shuffle(rules, random);
        return new ApprovalPolicy(
                approval.header(),
                rules,
                approval.actions(),
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
                snapshot.mergeRequest(),
                new Side(list(snapshot.source().pipelines(), random)),
                snapshot.target(),
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

    private static <T> List<T> list(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }
}
