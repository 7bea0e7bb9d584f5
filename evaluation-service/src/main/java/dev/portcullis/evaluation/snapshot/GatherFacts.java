// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.evaluation.approval.Approvals;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.policy.PoliciesInForce;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.MergeRequest;
import dev.portcullis.gitlab.User;
import dev.portcullis.policy.snapshot.Approval;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Group;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.Settings;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gathers what a decision needs from GitLab, outside any transaction. {@code portcullis.approvals.bind-to-head}
 * (default true): approvals count only for the head they were given for.
 * {@code portcullis.evaluation.require-target-scans} (default false): a target that was never scanned is an error.
 */
@ApplicationScoped
class GatherFacts {
    private final GatherProject gatherProject;
    private final GatherPipelines pipelines;
    private final GatherTarget target;
    private final GatherPeople people;
    private final GatherCommits commits;
    private final Approvals approvals;
    private final Settings settings;

    GatherFacts(
            GatherProject gatherProject,
            GatherPipelines pipelines,
            GatherTarget target,
            GatherPeople people,
            GatherCommits commits,
            Approvals approvals,
            @ConfigProperty(name = "portcullis.approvals.bind-to-head", defaultValue = "true") boolean bindToHead,
            @ConfigProperty(name = "portcullis.evaluation.require-target-scans", defaultValue = "false")
                    boolean requireTargetScans) {
        this.gatherProject = gatherProject;
        this.pipelines = pipelines;
        this.target = target;
        this.people = people;
        this.commits = commits;
        this.approvals = approvals;
        this.settings = new Settings(bindToHead, requireTargetScans, false);
    }

    private record Pipelines(List<String> mergedResultShas, Side source, Target target) {}

    /**
     * Gathers the facts.
     *
     * @param mergeRequest as it was just read; it has a head
     * @param policies decide which of the expensive facts are needed; their exceptions are facts, too
     * @param tolerant whether failures that will pass are noted too, instead of ending the gathering
     * @throws GitLabException where a fact without which nothing can be decided cannot be read
     */
    GatheredFacts gather(
            GitLabClient client,
            MergeRequestKey key,
            MergeRequest mergeRequest,
            String headSha,
            PoliciesInForce policies,
            boolean tolerant) {
        Unavailable unavailable = new Unavailable(tolerant);
        // A rule about these must not find nothing only because nobody looked.
        unavailable.add(Fact.VULNERABILITIES, "this version of Portcullis does not gather them yet");
        unavailable.add(Fact.ENRICHMENT, "this version of Portcullis does not gather KEV and EPSS data yet");
        GatherProject.Found found =
                gatherProject.read(client, key, mergeRequest.targetBranch(), policies.set(), unavailable);
        Project project = found.project();
        FactsRead reads = found.reads();
        GatherPeople.People members =
                unavailable.read(Fact.MEMBERS, GatherPeople.People.NOBODY, () -> people.members(client, project.id()));
        List<Group> groups = unavailable.read(
                Fact.MEMBERS, List.of(), () -> people.groups(client, reads.groupPaths(), reads.groupIds()));
        Map<Long, String> usernames = new HashMap<>();
        members.members().forEach(member -> usernames.put(member.user(), member.username()));
        List<Approval> standing =
                unavailable.read(Fact.APPROVALS, List.of(), () -> approvals(client, key, headSha, usernames));
        Pipelines ran = pipelines(client, found, mergeRequest, headSha, unavailable);
        User author = mergeRequest.author();
        dev.portcullis.policy.snapshot.MergeRequest facts = new dev.portcullis.policy.snapshot.MergeRequest(
                mergeRequest.iid(),
                author == null ? 0 : author.id(),
                mergeRequest.sourceBranch(),
                mergeRequest.targetBranch(),
                mergeRequest.sourceProjectId(),
                headSha,
                ran.mergedResultShas(),
                unavailable.read(
                        Fact.SIGNATURES,
                        List.of(),
                        () -> commits.read(
                                client,
                                project.id(),
                                mergeRequest.iid(),
                                members.members(),
                                members.names()::get,
                                reads.signatures())));
        Snapshot snapshot = new Snapshot(
                project,
                facts,
                ran.source(),
                ran.target(),
                List.of(),
                members.members(),
                groups,
                standing,
                List.of(),
                policies.exceptionsOf(project.path(), Instant.now()),
                unavailable.reasons(),
                settings,
                Map.of());
        return new GatheredFacts(snapshot, usernames, unavailable.notes(), unavailable.isPassing());
    }

    private List<Approval> approvals(
            GitLabClient client, MergeRequestKey key, String headSha, Map<Long, String> usernames) {
        Map<Long, String> approvers = new HashMap<>();
        client.mergeRequests()
                .approvals(key.projectId(), key.iid())
                .approvedBy()
                .forEach(approval ->
                        approvers.put(approval.user().id(), approval.user().username()));
        approvers.forEach(usernames::putIfAbsent);
        return approvals.standing(key, approvers, headSha, Instant.now());
    }

    private Pipelines pipelines(
            GitLabClient client,
            GatherProject.Found found,
            MergeRequest mergeRequest,
            String headSha,
            Unavailable unavailable) {
        Project project = found.project();
        HeadPipelines none = new HeadPipelines(List.of(), null, null);
        HeadPipelines head =
                unavailable.read(Fact.SOURCE_REPORTS, none, () -> HeadPipelines.read(client, mergeRequest, headSha));
        GatherPipelines.Of sourceOf = new GatherPipelines.Of(project.id(), project.path(), Fact.SOURCE_REPORTS);
        List<Pipeline> source = unavailable.read(
                Fact.SOURCE_REPORTS,
                List.of(),
                () -> pipelines.latest(client, sourceOf, head.pipelines(), Pipeline::isForCi, unavailable));
        GatherPipelines.Of targetOf = new GatherPipelines.Of(project.id(), project.path(), Fact.TARGET_REPORTS);
        Target candidates = unavailable.read(
                Fact.TARGET_REPORTS,
                Target.NONE,
                () -> target.read(client, targetOf, mergeRequest, head.mergedIntoSha(), found.reads(), unavailable));
        String merged = head.mergedResultSha();
        return new Pipelines(merged == null ? List.of() : List.of(merged), new Side(source), candidates);
    }
}
