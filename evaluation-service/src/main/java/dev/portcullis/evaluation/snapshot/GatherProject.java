// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.ProjectApprovals;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.ProjectApprovalSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A project with what policies' scopes and the counting of approvals read of it. */
@ApplicationScoped
class GatherProject {
    /**
     * A project.
     *
     * @param reads what the policies laid down for it read
     */
    record Found(Project project, FactsRead reads) {}

    /**
     * Reads the project.
     *
     * @param policies decide which of its facts are needed
     * @param unavailable notes what cannot be read; the project itself, its groups and its protected branches have to be
     * @throws GitLabException where those cannot be read
     */
    Found read(
            GitLabClient client,
            MergeRequestKey key,
            String targetBranch,
            PolicySet policies,
            Unavailable unavailable) {
        dev.portcullis.gitlab.Project project = client.projects().get(key.projectId());
        List<Project.AncestorGroup> groups = client.projects().ancestorGroups(key.projectId()).stream()
                .map(group -> new Project.AncestorGroup(group.id(), group.fullPath()))
                .toList();
        FactsRead reads = FactsRead.by(policies.of(project.pathWithNamespace()));
        if (reads.attributes()) {
            attributes(client, unavailable);
        }
        String defaultBranch = project.defaultBranch();
        Project found = new Project(
                key.instance(),
                project.id(),
                project.pathWithNamespace(),
                defaultBranch == null ? "" : defaultBranch,
                protectedBranches(client, key.projectId(), targetBranch),
                reads.frameworks() ? frameworks(client, project, unavailable) : Set.of(),
                groups,
                project.archived(),
                project.namespace().kind().equals("user"),
                false,
                Map.of(),
                unavailable.read(Fact.APPROVALS, ProjectApprovalSettings.NONE, () -> settings(client, project.id())));
        return new Found(found, reads);
    }

    /** A token that may not read them must not switch policies off: then the target counts as protected. */
    private static List<String> protectedBranches(GitLabClient client, long projectId, String targetBranch) {
        try {
            return client.projects().protectedBranches(projectId).stream()
                    .map(dev.portcullis.gitlab.ProtectedBranch::name)
                    .toList();
        } catch (GitLabException e) {
            if (e.isTransient()) {
                throw e;
            }
            return List.of(targetBranch);
        }
    }

    /** What lets approvals count or not; where it cannot be asked for, approvals cannot be counted either. */
    private static ProjectApprovalSettings settings(GitLabClient client, long projectId) {
        return client.projects()
                .approvals(projectId)
                .map(GatherProject::settings)
                .orElse(ProjectApprovalSettings.NONE);
    }

    private static ProjectApprovalSettings settings(ProjectApprovals approvals) {
        return new ProjectApprovalSettings(
                Boolean.FALSE.equals(approvals.mergeRequestsAuthorApproval()),
                Boolean.TRUE.equals(approvals.mergeRequestsDisableCommittersApproval()),
                Boolean.TRUE.equals(approvals.resetApprovalsOnPush()));
    }

    /** The project itself names its frameworks, if it has any; only GraphQL knows their ids. */
    private static Set<Long> frameworks(
            GitLabClient client, dev.portcullis.gitlab.Project project, Unavailable unavailable) {
        if (project.complianceFrameworks().isEmpty()) {
            return Set.of();
        }
        return unavailable.read(
                Fact.COMPLIANCE_FRAMEWORKS,
                Set.of(),
                () -> client.projects().complianceFrameworks(project.pathWithNamespace()));
    }

    /** The Community Edition has none; of the Enterprise Edition no documented call tells them. */
    private static void attributes(GitLabClient client, Unavailable unavailable) {
        boolean possible = unavailable.read(
                Fact.SECURITY_ATTRIBUTES, true, () -> client.metadata().enterprise());
        if (possible) {
            unavailable.add(
                    Fact.SECURITY_ATTRIBUTES, "GitLab's documented API does not tell which attributes a project has");
        }
    }
}
