// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.BypassSettings;
import dev.portcullis.policy.model.RequireApproval;
import dev.portcullis.policy.model.Role;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Group;
import dev.portcullis.policy.snapshot.Member;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Who belongs to which pool. */
final class People {
    private final Snapshot snapshot;
    private final PolicySet set;
    private final IdentityHashMap<RequireApproval, Set<Long>> pools = new IdentityHashMap<>();

    People(PolicySet set, Snapshot snapshot) {
        this.set = set;
        this.snapshot = snapshot;
    }

    /** User ids of everybody an action names; nobody where members could not be read. */
    Set<Long> pool(RequireApproval action) {
        return pools.computeIfAbsent(set.representative(action), this::members);
    }

    private Set<Long> members(RequireApproval action) {
        if (!snapshot.has(Fact.MEMBERS)) {
            return Set.of();
        }
        Set<Long> pool = new HashSet<>();
        Set<String> usernames = lower(action.users());
        for (Member member : snapshot.members()) {
            if (usernames.contains(member.username().toLowerCase(Locale.ROOT))
                    || action.userIds().contains(member.user())
                    || hasRole(member, action.roles(), action.customRoles())) {
                pool.add(member.user());
            }
        }
        Set<String> paths = lower(action.groups());
        for (Group group : snapshot.groups()) {
            boolean named = paths.contains(group.path().toLowerCase(Locale.ROOT))
                    || action.groupIds().contains(group.id());
            if (named && isVisible(group)) {
                pool.addAll(group.members());
            }
        }
        return pool;
    }

    /** Whether a policy's bypass settings name the person. */
    boolean mayBypass(BypassSettings settings, long user) {
        if (settings.users().contains(user)) {
            return true;
        }
        if (!snapshot.has(Fact.MEMBERS)) {
            return false;
        }
        return snapshot.groups().stream()
                        .anyMatch(group -> settings.groups().contains(group.id())
                                && group.members().contains(user))
                || snapshot.members().stream()
                        .anyMatch(member ->
                                member.user() == user && hasRole(member, settings.roles(), settings.customRoles()));
    }

    private static boolean hasRole(Member member, Set<Role> roles, Set<Long> customRoles) {
        return roles.contains(member.role())
                || (member.customRole() != null && customRoles.contains(member.customRole()));
    }

    /** Groups are looked up in the hierarchy of the project's top-level group only, unless set up otherwise. */
    private boolean isVisible(Group group) {
        String path = snapshot.project().path();
        int slash = path.indexOf('/');
        if (snapshot.settings().globalGroupApprovers() || slash < 0) {
            return true;
        }
        String top = path.substring(0, slash).toLowerCase(Locale.ROOT);
        String found = group.path().toLowerCase(Locale.ROOT);
        return found.equals(top) || found.startsWith(top + "/");
    }

    private static Set<String> lower(Collection<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
