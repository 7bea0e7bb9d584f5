// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.BranchAccess;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.GroupLink;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.ProtectedBranch;
import dev.portcullis.sandbox.gitlab.state.User;
import dev.portcullis.sandbox.gitlab.state.Visibility;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who may do what: memberships, direct, inherited and by invitation, and what follows from them. */
public final class Access {
    private final GitLabState state;
    private final InstantSource clock;

    public Access(GitLabState state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
    }

    /** All members of a project by user id, each with the highest of its levels. */
    public Map<Long, Member> members(Project project) {
        Map<Long, Member> all = new TreeMap<>();
        addAll(all, project.members.values(), AccessLevel.OWNER);
        project.invited.forEach(link -> addInvited(all, link));
        Group namespace = state.group(project.namespaceId);
        addAll(all, members(namespace).values(), AccessLevel.OWNER);
        return all;
    }

    /** All members of a group by user id, each with the highest of its levels. */
    public Map<Long, Member> members(Group group) {
        Map<Long, Member> all = new TreeMap<>();
        for (Group each : state.lineage(group)) {
            addAll(all, each.members.values(), AccessLevel.OWNER);
            each.invited.forEach(link -> addInvited(all, link));
        }
        if (group.userId != null) {
            Member owner = new Member();
            owner.userId = group.userId;
            owner.accessLevel = AccessLevel.OWNER;
            owner.createdAt = group.createdAt;
            all.put(owner.userId, owner);
        }
        return all;
    }

    /** The level of a user in a project; administrators count as owners. */
    public int level(@Nullable User user, Project project) {
        if (user == null || user.blocked) {
            return AccessLevel.NONE;
        }
        return user.admin ? AccessLevel.OWNER : memberLevel(user, members(project));
    }

    /** The level of a user in a group; administrators count as owners. */
    public int level(@Nullable User user, Group group) {
        if (user == null || user.blocked) {
            return AccessLevel.NONE;
        }
        return user.admin ? AccessLevel.OWNER : memberLevel(user, members(group));
    }

    public boolean sees(@Nullable User user, Project project) {
        return sees(user, project.visibility) || level(user, project) >= AccessLevel.GUEST;
    }

    /** A private group is also seen by the members of anything in it. */
    public boolean sees(@Nullable User user, Group group) {
        return sees(user, group.visibility)
                || level(user, group) >= AccessLevel.MINIMAL
                || state.projectsOf(group, true).stream()
                        .anyMatch(project -> level(user, project) >= AccessLevel.GUEST);
    }

    /** Code of a private project is for Reporters and above. */
    public boolean readsCode(@Nullable User user, Project project) {
        return sees(user, project.visibility) || level(user, project) >= AccessLevel.REPORTER;
    }

    /** May push commits to this branch. */
    public boolean pushes(@Nullable User user, Project project, String branch) {
        if (user == null || project.archived || level(user, project) < AccessLevel.DEVELOPER) {
            return false;
        }
        ProtectedBranch protection = project.protection(branch);
        return protection == null || allows(user, project, protection.push);
    }

    /** May update this branch by a merge request: who may push may merge. */
    public boolean merges(@Nullable User user, Project project, String branch) {
        if (pushes(user, project, branch)) {
            return true;
        }
        ProtectedBranch protection = project.protection(branch);
        return user != null && !project.archived && protection != null && allows(user, project, protection.merge);
    }

    /** May act on pipelines of this ref: on a protected one only who may push or merge there. */
    public boolean updatesPipeline(User user, Project project, String ref) {
        return level(user, project) >= AccessLevel.DEVELOPER
                && (project.protection(ref) == null || merges(user, project, ref));
    }

    /** Whether one of the entries of a protected branch lets this user through. */
    public boolean allows(User user, Project project, List<BranchAccess> entries) {
        return entries.stream().anyMatch(entry -> allows(user, project, entry));
    }

    private boolean allows(User user, Project project, BranchAccess entry) {
        if (entry.userId != null) {
            return entry.userId == user.id;
        }
        if (entry.groupId != null) {
            Group group = state.groups.get(entry.groupId);
            return group != null && group.members.containsKey(user.id);
        }
        int wanted = entry.accessLevel == null ? AccessLevel.NONE : entry.accessLevel;
        if (wanted == AccessLevel.NONE) {
            return false;
        }
        return user.admin || (wanted < AccessLevel.ADMIN && level(user, project) >= wanted);
    }

    private static boolean sees(@Nullable User user, Visibility visibility) {
        return switch (visibility) {
            case PUBLIC -> true;
            case INTERNAL -> user != null;
            case PRIVATE -> user != null && user.admin;
        };
    }

    private static int memberLevel(User user, Map<Long, Member> members) {
        Member member = members.get(user.id);
        return member == null ? AccessLevel.NONE : member.accessLevel;
    }

    private void addInvited(Map<Long, Member> all, GroupLink link) {
        Group group = state.groups.get(link.groupId);
        if (group != null && !expired(link.expiresAt)) {
            for (Group each : state.lineage(group)) {
                addAll(all, each.members.values(), link.accessLevel);
            }
        }
    }

    private void addAll(Map<Long, Member> all, Iterable<Member> members, int cap) {
        for (Member member : members) {
            int level = Math.min(member.accessLevel, cap);
            Member known = all.get(member.userId);
            if (!expired(member.expiresAt) && (known == null || known.accessLevel < level)) {
                Member effective = new Member();
                effective.userId = member.userId;
                effective.accessLevel = level;
                effective.createdAt = member.createdAt;
                effective.createdById = member.createdById;
                effective.expiresAt = member.expiresAt;
                all.put(member.userId, effective);
            }
        }
    }

    private boolean expired(@Nullable LocalDate date) {
        return date != null
                && !LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).isBefore(date);
    }
}
