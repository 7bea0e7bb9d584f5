// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Projects, their settings, members and protected branches. */
public final class Projects {
    private static final String COMPLIANCE_FRAMEWORKS =
            "query($path: ID!) { project(fullPath: $path) { complianceFrameworks { nodes { id } } } }";

    private final Api api;

    Projects(Api api) {
        this.api = api;
    }

    public Project get(long projectId) {
        return api.get(project(projectId), Project.class);
    }

    /** The project of that full path, e.g. {@code group/project}. */
    public Optional<Project> find(String fullPath) {
        return api.find(Endpoint.of("projects", fullPath), Project.class);
    }

    /** Projects that the token's user is a member of, by ascending id, archived ones too. */
    public Paged<Project> list() {
        Endpoint endpoint = Endpoint.of("projects")
                .with("membership", true)
                .with("pagination", "keyset")
                .with("order_by", "id")
                .with("sort", "asc");
        return new Paged<>(api, endpoint, Project.class);
    }

    /** The groups above a project; none for a user's own project. */
    public List<Group> ancestorGroups(long projectId) {
        return api.list(Endpoint.of("projects", projectId, "groups"), Group.class);
    }

    /**
     * The project's own approval settings. Empty where GitLab answers 404 or 403: tiers below Premium have none, and it
     * does not tell that from a token that may not read them.
     */
    public Optional<ProjectApprovals> approvals(long projectId) {
        try {
            return api.find(Endpoint.of("projects", projectId, "approvals"), ProjectApprovals.class);
        } catch (GitLabException e) {
            if (e.kind() == GitLabException.Kind.FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The ids of a project's compliance frameworks (Premium), which only GraphQL tells. */
    public Set<Long> complianceFrameworks(String fullPath) {
        JsonNode project =
                api.query(COMPLIANCE_FRAMEWORKS, Map.of("path", fullPath)).path("project");
        JsonNode nodes = project.path("complianceFrameworks").path("nodes");
        if (!nodes.isArray()) {
            throw api.failures().notFound(Endpoint.GRAPHQL, "it shows no compliance frameworks of " + fullPath);
        }
        Set<Long> ids = new TreeSet<>();
        for (JsonNode framework : nodes) {
            ids.add(number(framework.path("id").asText()));
        }
        return ids;
    }

    /** The number at the end of a global id, e.g. {@code gid://gitlab/ComplianceManagement::Framework/1}. */
    private long number(String globalId) {
        try {
            return Long.parseLong(globalId.substring(globalId.lastIndexOf('/') + 1));
        } catch (NumberFormatException e) {
            throw api.failures().unreadable(Endpoint.GRAPHQL, new IOException("an id that is no global id", e));
        }
    }

    /** Changes settings, in GitLab's names, e.g. {@code only_allow_merge_if_pipeline_succeeds}. */
    public Project change(long projectId, Map<String, Object> settings) {
        return api.send("PUT", project(projectId), settings, Project.class);
    }

    public List<ProtectedBranch> protectedBranches(long projectId) {
        return api.list(Endpoint.of("projects", projectId, "protected_branches"), ProtectedBranch.class);
    }

    /** Members with inherited and invited ones, each with the highest level. */
    public List<Member> allMembers(long projectId) {
        return api.list(Endpoint.of("projects", projectId, "members", "all"), Member.class);
    }

    /** The effective membership of one user. */
    public Optional<Member> member(long projectId, long userId) {
        return api.find(Endpoint.of("projects", projectId, "members", "all", userId), Member.class);
    }

    /** The pushes to a project's branches and tags that GitLab remembers, newest first. */
    public Paged<PushEvent> pushes(long projectId) {
        return new Paged<>(api, Endpoint.of("projects", projectId, "events").with("action", "pushed"), PushEvent.class);
    }

    private static Endpoint project(long projectId) {
        return Endpoint.of("projects", projectId);
    }
}
