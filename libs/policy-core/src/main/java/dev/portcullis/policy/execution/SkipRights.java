// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.model.PipelineExecutionPolicy;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.model.SkipPermission;
import org.jspecify.annotations.Nullable;

/** Whether a push that says so runs no pipeline although policies add to it. */
public final class SkipRights {
    private SkipRights() {}

    /** The directives that GitLab knows. */
    public enum Directive {
        /** {@code [skip ci]} in a commit's message, or {@code ci.skip} as a push option: the pipeline is skipped. */
        SKIP_CI,
        /** {@code ci.no_pipeline} as a push option: there is no pipeline. */
        NO_PIPELINE
    }

    /**
     * Whether every policy that reaches the pipeline lets {@code user} do so; one that says nothing does not, and what a
     * schedule starts is never skipped.
     */
    public static boolean mayUse(Directive directive, long user, PolicySet policies, PipelineContext context) {
        if (context.source().equals("schedule")) {
            return false;
        }
        for (AppliedPolicy applied : policies.of(context.project())) {
            boolean denied =
                    switch (applied.policy()) {
                        case ScanExecutionPolicy policy ->
                            ScanExecution.reaches(policy, context)
                                    && !permits(
                                            directive == Directive.SKIP_CI ? policy.skipCi() : policy.noPipeline(),
                                            user);
                        case PipelineExecutionPolicy policy ->
                            context.isIn(policy)
                                    && !permits(
                                            directive == Directive.SKIP_CI ? policy.skipCi() : policy.noPipeline(),
                                            user);
                        default -> false;
                    };
            if (denied) {
                return false;
            }
        }
        return true;
    }

    private static boolean permits(@Nullable SkipPermission permission, long user) {
        return permission != null && (permission.allowed() || permission.users().contains(user));
    }
}
