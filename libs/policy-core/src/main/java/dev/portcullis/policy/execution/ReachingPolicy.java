// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.model.PipelineExecutionPolicy;
import dev.portcullis.policy.model.PipelineStrategy;
import dev.portcullis.policy.snapshot.Project;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pipeline execution policy that reaches a project.
 *
 * @param suffix of its jobs where their names are taken
 */
record ReachingPolicy(PipelineExecutionPolicy policy, String suffix) {
    boolean overrides() {
        return policy.strategy() == PipelineStrategy.OVERRIDE_PROJECT_CI;
    }

    /** In the order in which they are merged: the project's own, then those of its groups up to the instance. */
    static List<ReachingPolicy> of(PolicySet policies, PipelineContext context) {
        Project project = context.project();
        Map<String, Integer> counts = new HashMap<>();
        List<AppliedPolicy> all = new ArrayList<>(policies.of(project));
        List<ReachingPolicy> reaching = new ArrayList<>();
        all.sort(Comparator.comparing(AppliedPolicy::level, Comparator.reverseOrder())
                .thenComparing(applied -> applied.path().length(), Comparator.reverseOrder()));
        for (AppliedPolicy applied : all) {
            if (applied.policy() instanceof PipelineExecutionPolicy policy) {
                int index = counts.merge(applied.level().word() + applied.path(), 1, Integer::sum) - 1;
                if (context.isIn(policy)) {
                    reaching.add(new ReachingPolicy(policy, ":policy-" + place(applied, project) + "-" + index));
                }
            }
        }
        return reaching;
    }

    /** The id of the project or group where the policy is laid down; 0 for the instance. */
    private static long place(AppliedPolicy applied, Project project) {
        return switch (applied.level()) {
            case INSTANCE -> 0;
            case GROUP ->
                project.groups().stream()
                        .filter(group -> group.path().equals(applied.path()))
                        .mapToLong(Project.AncestorGroup::id)
                        .findFirst()
                        .orElse(0);
            case PROJECT -> project.id();
        };
    }
}
