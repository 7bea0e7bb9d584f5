// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.decision.PolicyReach;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Project;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline that policies add to.
 *
 * @param unavailable the facts about the project that could not be obtained; a policy whose scope could hold the
 *     project for all that is known reaches the pipeline
 * @param tier of the GitLab instance, or of the project's top-level group
 * @param branch the branch it runs on; of a merge request its source branch
 * @param source GitLab's word, e.g. {@code push}
 * @param mergeTargets the target branches of the open merge requests from the branch
 * @param ci the project's own CI configuration, with everything that it includes
 * @param ciFile where it lies in the repository
 * @param dastProfiles what the project has of them; absent: not known
 */
public record PipelineContext(
        Project project,
        Set<Fact> unavailable,
        Tier tier,
        String branch,
        String source,
        List<String> mergeTargets,
        CiFile ci,
        String ciFile,
        @Nullable DastProfiles dastProfiles) {
    /** Where a project's CI configuration lies unless it is set up otherwise. */
    public static final String CI_FILE = ".gitlab-ci.yml";

    /** The sources of pipelines that scan execution policies add to; others, such as child pipelines, are left alone. */
    static final Set<String> SOURCES = Set.of(
            "api",
            "chat",
            "external",
            "external_pull_request_event",
            "merge_request_event",
            "pipeline",
            "push",
            "schedule",
            "trigger",
            "unknown",
            "web");

    public PipelineContext {
        requireNonNull(project, "project is null");
        unavailable = Set.copyOf(unavailable);
        requireNonNull(tier, "tier is null");
        requireNonNull(branch, "branch is null");
        requireNonNull(source, "source is null");
        requireNonNull(ci, "ci is null");
        requireNonNull(ciFile, "ciFile is null");
        mergeTargets = List.copyOf(mergeTargets);
    }

    /** The same where the project's DAST profiles are not known. */
    public PipelineContext(
            Project project,
            Set<Fact> unavailable,
            Tier tier,
            String branch,
            String source,
            List<String> mergeTargets,
            CiFile ci,
            String ciFile) {
        this(project, unavailable, tier, branch, source, mergeTargets, ci, ciFile, null);
    }

    /** Whether a policy is switched on and its scope holds the project, or could. */
    boolean isIn(Policy policy) {
        return PolicyReach.canHold(policy, project, unavailable);
    }

    /** Whether it is not known if the policy's scope holds the project. */
    boolean isDoubtful(Policy policy) {
        return isIn(policy) && !PolicyReach.surelyHolds(policy, project, unavailable);
    }
}
