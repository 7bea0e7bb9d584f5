// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.policy.model.Role;
import dev.portcullis.policy.snapshot.Group;
import dev.portcullis.policy.snapshot.Member;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who has access to a project, and who is in the groups that policies name. */
@ApplicationScoped
class GatherPeople {
    /**
     * The people of a project.
     *
     * @param members the active ones with their effective roles
     * @param names their display names by user id
     */
    record People(List<Member> members, Map<Long, String> names) {
        static final People NOBODY = new People(List.of(), Map.of());

        People {
            members = List.copyOf(members);
            names = Map.copyOf(names);
        }
    }

    /** The active members of a project. */
    People members(GitLabClient client, long projectId) {
        List<Member> members = new ArrayList<>();
        Map<Long, String> names = new HashMap<>();
        for (dev.portcullis.gitlab.Member member : client.projects().allMembers(projectId)) {
            Role role = role(member.accessLevel());
            if (role != null && isActive(member)) {
                Long customRole =
                        member.memberRole() == null ? null : member.memberRole().id();
                members.add(new Member(member.id(), member.username(), role, customRole));
                names.put(member.id(), member.name());
            }
        }
        return new People(members, names);
    }

    /** The named groups with their direct members; a group that is not there is left out. */
    List<Group> groups(GitLabClient client, Set<String> paths, Set<Long> ids) {
        List<Group> groups = new ArrayList<>();
        for (String path : new TreeSet<>(paths)) {
            client.groups().find(path).ifPresent(group -> groups.add(withMembers(client, group)));
        }
        for (long id : new TreeSet<>(ids)) {
            if (groups.stream().noneMatch(group -> group.id() == id)) {
                find(client, id).ifPresent(group -> groups.add(withMembers(client, group)));
            }
        }
        return groups;
    }

    private static Optional<dev.portcullis.gitlab.Group> find(GitLabClient client, long id) {
        return client.groups().find(Long.toString(id));
    }

    private static Group withMembers(GitLabClient client, dev.portcullis.gitlab.Group group) {
        Set<Long> members = new TreeSet<>();
        client.groups().directMembers(group.id()).stream()
                .filter(GatherPeople::isActive)
                .forEach(member -> members.add(member.id()));
        return new Group(group.id(), group.fullPath(), members);
    }

    private static boolean isActive(dev.portcullis.gitlab.Member member) {
        return member.state().equals("active")
                && (member.membershipState() == null || member.membershipState().equals("active"));
    }

    /** GitLab's access level as a role; minimal access is none. A planner can do less here than a reporter. */
    static @Nullable Role role(int accessLevel) {
        if (accessLevel >= 50) {
            return Role.OWNER;
        }
        if (accessLevel >= 40) {
            return Role.MAINTAINER;
        }
        if (accessLevel >= 30) {
            return Role.DEVELOPER;
        }
        if (accessLevel >= 20) {
            return Role.REPORTER;
        }
        return accessLevel >= 10 ? Role.GUEST : null;
    }
}
