// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.state.DiffVersion;
import dev.portcullis.sandbox.gitlab.state.Discussion;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What blocks a merge, in GitLab's order. */
public final class Mergeability {
    private final GitLabState state;
    private final Tier tier;
    private final InstantSource clock;
    private final Repository repository;
    private final HeadPipeline headPipeline;
    private final Approvals approvals;
    private final StatusChecks statusChecks;

    public Mergeability(
            GitLabState state,
            Tier tier,
            InstantSource clock,
            Repository repository,
            HeadPipeline headPipeline,
            Approvals approvals,
            StatusChecks statusChecks) {
        this.state = state;
        this.tier = tier;
        this.clock = clock;
        this.repository = repository;
        this.headPipeline = headPipeline;
        this.approvals = approvals;
        this.statusChecks = statusChecks;
    }

    /**
     * {@code detailed_merge_status}: the first failing check, where CI is asked last and has two words, or
     * {@code mergeable}; {@code checking} until GitLab looked after a change.
     */
    public String detailedStatus(MergeRequest mergeRequest) {
        if (mergeRequest.checking) {
            return "checking";
        }
        Optional<String> failed = Stream.concat(
                        stateChecks(mergeRequest), Stream.concat(tierChecks(mergeRequest), gitChecks(mergeRequest)))
                .findFirst();
        if (failed.isPresent()) {
            return failed.get();
        }
        if (ciPasses(mergeRequest)) {
            return "mergeable";
        }
        Pipeline pipeline = headPipeline.ofHead(mergeRequest);
        return pipeline != null && pipeline.active() ? "ci_still_running" : "ci_must_pass";
    }

    /** True if the merge call does not answer 405: every check but those that Git itself makes. */
    public boolean mergeableState(MergeRequest mergeRequest, boolean skipCi) {
        return Stream.concat(stateChecks(mergeRequest), tierChecks(mergeRequest))
                        .findFirst()
                        .isEmpty()
                && (skipCi || ciPasses(mergeRequest));
    }

    /** True if Git could merge: no conflict and, for fast-forward merges, nothing to rebase. */
    public boolean mergeableByGit(MergeRequest mergeRequest) {
        return gitChecks(mergeRequest).findFirst().isEmpty();
    }

    /** Every thread that can be resolved is. */
    public boolean discussionsResolved(MergeRequest mergeRequest) {
        return mergeRequest.discussions.stream().filter(Discussion::resolvable).allMatch(Discussion::resolved);
    }

    public boolean conflicts(MergeRequest mergeRequest) {
        Project target = state.project(mergeRequest.projectId);
        String targetHead = target.head(mergeRequest.targetBranch);
        String head = mergeRequest.headSha();
        return targetHead != null
                && head != null
                && !repository.conflicts(targetHead, head).isEmpty();
    }

    /** The CI check: only asked if the project wants pipelines to succeed. */
    public boolean ciPasses(MergeRequest mergeRequest) {
        Project project = state.project(mergeRequest.projectId);
        if (!project.settings.is("only_allow_merge_if_pipeline_succeeds")) {
            return true;
        }
        Pipeline pipeline = headPipeline.ofHead(mergeRequest);
        if (pipeline == null) {
            return false;
        }
        return pipeline.status.equals("success")
                || (pipeline.status.equals("skipped") && project.settings.is("allow_merge_on_skipped_pipeline"));
    }

    private Stream<String> stateChecks(MergeRequest mergeRequest) {
        Project project = state.project(mergeRequest.projectId);
        Stream.Builder<String> failed = Stream.builder();
        addIf(failed, !mergeRequest.opened(), "not_open");
        addIf(
                failed,
                mergeRequest.mergeAfter != null && clock.instant().isBefore(mergeRequest.mergeAfter),
                "merge_time");
        addIf(failed, mergeRequest.draft(), "draft_status");
        addIf(failed, mergeRequest.opened() && !hasCommits(mergeRequest), "commits_status");
        addIf(
                failed,
                project.settings.is("only_allow_merge_if_all_discussions_are_resolved")
                        && !discussionsResolved(mergeRequest),
                "discussions_not_resolved");
        String regex = String.valueOf(project.settings.get("merge_request_title_regex"));
        addIf(
                failed,
                !regex.isEmpty()
                        && !Pattern.compile(regex).matcher(mergeRequest.title).find(),
                "title_regex");
        return failed.build();
    }

    private Stream<String> tierChecks(MergeRequest mergeRequest) {
        Project project = state.project(mergeRequest.projectId);
        Stream.Builder<String> failed = Stream.builder();
        addIf(failed, tier.includes(Tier.PREMIUM) && !approvals.satisfied(mergeRequest), "not_approved");
        addIf(
                failed,
                tier.includes(Tier.ULTIMATE)
                        && project.settings.is("only_allow_merge_if_all_status_checks_passed")
                        && !statusChecks.allPassed(mergeRequest),
                "status_checks_must_pass");
        return failed.build();
    }

    private Stream<String> gitChecks(MergeRequest mergeRequest) {
        Project project = state.project(mergeRequest.projectId);
        Stream.Builder<String> failed = Stream.builder();
        addIf(failed, conflicts(mergeRequest), "conflict");
        String targetHead = project.head(mergeRequest.targetBranch);
        String head = mergeRequest.headSha();
        boolean behind = targetHead != null
                && head != null
                && !repository.ancestors(head).contains(targetHead);
        addIf(failed, behind && !"merge".equals(project.settings.get("merge_method")), "need_rebase");
        return failed.build();
    }

    private boolean hasCommits(MergeRequest mergeRequest) {
        Project source = state.projects.get(mergeRequest.sourceProjectId);
        Project target = state.project(mergeRequest.projectId);
        DiffVersion latest = mergeRequest.latestVersion();
        return latest != null
                && source != null
                && source.head(mergeRequest.sourceBranch) != null
                && target.head(mergeRequest.targetBranch) != null
                && !repository.between(latest.startSha(), latest.headSha()).isEmpty();
    }

    private static void addIf(Stream.Builder<String> failed, boolean condition, String status) {
        if (condition) {
            failed.add(status);
        }
    }
}
