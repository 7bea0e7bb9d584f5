// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.oidc;

import dev.portcullis.sandbox.gitlab.body.Urls;
import dev.portcullis.sandbox.gitlab.body.UserBody;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.rule.Access;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a user. As with GitLab, names stand in the userinfo answer only; the ID token has the subject, the
 * address and {@code groups_direct}.
 */
final class Claims {
    private final GitLabState state;
    private final Urls urls;
    private final Access access;

    Claims(GitLabState state, Urls urls, Access access) {
        this.state = state;
        this.urls = urls;
        this.access = access;
    }

    /** The claims of the ID token beside the protocol's own. */
    Map<String, @Nullable Object> idToken(User user, List<String> scopes) {
        Map<String, @Nullable Object> claims = common(user, scopes);
        claims.put(
                "groups_direct",
                groups().filter(group -> group.members.containsKey(user.id))
                        .map(state::fullPath)
                        .toList());
        return claims;
    }

    Map<String, @Nullable Object> userInfo(User user, List<String> scopes) {
        Map<String, @Nullable Object> claims = common(user, scopes);
        claims.putAll(Json.object(
                "name",
                user.name,
                "nickname",
                user.username,
                "preferred_username",
                user.username,
                "profile",
                urls.user(user),
                "picture",
                UserBody.avatar(user),
                "groups",
                groups().filter(group -> level(user, group) > 0)
                        .map(state::fullPath)
                        .toList()));
        putIfAny(claims, "owner", user, AccessLevel.OWNER);
        putIfAny(claims, "maintainer", user, AccessLevel.MAINTAINER);
        putIfAny(claims, "developer", user, AccessLevel.DEVELOPER);
        return claims;
    }

    private Map<String, @Nullable Object> common(User user, List<String> scopes) {
        Map<String, @Nullable Object> claims =
                Json.object("sub", String.valueOf(user.id), "sub_legacy", Digests.sha256(user.id + "-sandbox"));
        boolean full = scopes.contains("email");
        if (full || user.emailPublic) {
            claims.put("email", user.email);
            claims.put("email_verified", true);
        }
        return claims;
    }

    private void putIfAny(Map<String, @Nullable Object> claims, String role, User user, int level) {
        List<String> paths = groups().filter(group -> level(user, group) == level)
                .map(state::fullPath)
                .toList();
        if (!paths.isEmpty()) {
            claims.put("https://gitlab.org/claims/groups/" + role, paths);
        }
    }

    private Stream<Group> groups() {
        return state.groups.values().stream().filter(group -> group.userId == null);
    }

    private int level(User user, Group group) {
        Member member = access.members(group).get(user.id);
        return member == null ? 0 : member.accessLevel;
    }
}
