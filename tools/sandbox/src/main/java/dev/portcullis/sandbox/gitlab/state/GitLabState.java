// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that the simulated GitLab knows. */
public final class GitLabState {
    public Map<String, Long> sequences = new TreeMap<>();
    public Map<Long, User> users = new TreeMap<>();
    public Map<Long, Group> groups = new TreeMap<>();
    public Map<Long, Project> projects = new TreeMap<>();
    public Map<String, Commit> commits = new HashMap<>();
    public Map<String, AccessToken> tokens = new HashMap<>();
    public Map<Long, Hook> systemHooks = new TreeMap<>();
    public OAuthState oauth = new OAuthState();
    public String signingKey = "";

    /** How far the clock was moved forward. */
    public long clockOffsetMillis;

    /** The next id of a kind of thing; ids are never used twice. */
    public long nextId(String kind) {
        return sequences.merge(kind, 1L, Long::sum);
    }

    /** The user with this name, in any case; null if there is none. */
    public @Nullable User userByName(String username) {
        return users.values().stream()
                .filter(user -> user.username.equalsIgnoreCase(username))
                .findFirst()
                .orElse(null);
    }

    /** The user with this id; throws if there is none, because references never dangle. */
    public User user(long id) {
        User user = users.get(id);
        if (user == null) {
            throw new IllegalStateException("There is no user " + id);
        }
        return user;
    }

    /** The project with this id; throws if there is none. */
    public Project project(long id) {
        Project project = projects.get(id);
        if (project == null) {
            throw new IllegalStateException("There is no project " + id);
        }
        return project;
    }

    /** The group or personal namespace with this id; throws if there is none. */
    public Group group(long id) {
        Group group = groups.get(id);
        if (group == null) {
            throw new IllegalStateException("There is no group " + id);
        }
        return group;
    }

    /** The commit with this sha; throws if there is none. */
    public Commit commit(String sha) {
        Commit commit = commits.get(sha);
        if (commit == null) {
            throw new IllegalStateException("There is no commit " + sha);
        }
        return commit;
    }

    /** The group and its ancestors, the group itself first. */
    public List<Group> lineage(Group group) {
        List<Group> line = new ArrayList<>();
        Group current = group;
        while (current != null) {
            line.add(current);
            current = current.parentId == null ? null : groups.get(current.parentId);
        }
        return line;
    }

    /** The compliance frameworks of a project, which are those of its top-level group. */
    public List<ComplianceFramework> complianceFrameworks(Project project) {
        Group top = lineage(group(project.namespaceId)).getLast();
        return top.complianceFrameworks.values().stream()
                .filter(framework -> project.complianceFrameworkIds.contains(framework.id()))
                .toList();
    }

    /** For example {@code flightjs/backend}. */
    public String fullPath(Group group) {
        return String.join(
                "/", lineage(group).reversed().stream().map(each -> each.path).toList());
    }

    /** For example {@code Flightjs / Backend}. */
    public String fullName(Group group) {
        return String.join(
                " / ", lineage(group).reversed().stream().map(each -> each.name).toList());
    }

    /** For example {@code flightjs/backend/booking}. */
    public String fullPath(Project project) {
        return fullPath(group(project.namespaceId)) + "/" + project.path;
    }

    /** The project with this path, in any case; null if there is none. */
    public @Nullable Project projectByPath(String path) {
        return projects.values().stream()
                .filter(project -> fullPath(project).equalsIgnoreCase(path))
                .findFirst()
                .orElse(null);
    }

    /** The group (not a personal namespace, unless asked for) with this full path; null if there is none. */
    public @Nullable Group groupByPath(String path, boolean personalToo) {
        return groups.values().stream()
                .filter(group -> personalToo || group.userId == null)
                .filter(group -> fullPath(group).equalsIgnoreCase(path))
                .findFirst()
                .orElse(null);
    }

    /** Projects of a group; with those of its subgroups where asked. */
    public Collection<Project> projectsOf(Group group, boolean withSubgroups) {
        return projects.values().stream()
                .filter(project -> project.namespaceId == group.id
                        || (withSubgroups && lineage(group(project.namespaceId)).contains(group)))
                .toList();
    }
}
