// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.body;

import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.state.AccessToken;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users, members and tokens as the REST API shows them. */
public final class UserBody {
    private final GitLabState state;
    private final Urls urls;

    UserBody(GitLabState state, Urls urls) {
        this.state = state;
        this.urls = urls;
    }

    /** The short form that stands wherever a user is named; null for none. */
    public @Nullable Map<String, @Nullable Object> basic(@Nullable Long userId) {
        User user = userId == null ? null : state.users.get(userId);
        return user == null ? null : basic(user);
    }

    public Map<String, @Nullable Object> basic(User user) {
        return Json.object(
                "id",
                user.id,
                "username",
                user.username,
                "public_email",
                user.emailPublic ? user.email : null,
                "name",
                user.name,
                "state",
                user.state(),
                "locked",
                false,
                "avatar_url",
                avatar(user),
                "web_url",
                urls.user(user));
    }

    public List<Map<String, @Nullable Object>> basic(List<Long> userIds) {
        return userIds.stream()
                .filter(state.users::containsKey)
                .map(id -> basic(state.user(id)))
                .toList();
    }

    /** What others see of a user: {@code GET /users/:id}. */
    public Map<String, @Nullable Object> open(User user) {
        Map<String, @Nullable Object> body = basic(user);
        body.putAll(Json.object(
                "created_at", Times.api(user.createdAt),
                "bio", "",
                "location", "",
                "public_email", user.emailPublic ? user.email : "",
                "linkedin", "",
                "twitter", "",
                "discord", "",
                "website_url", "",
                "github", "",
                "job_title", "",
                "pronouns", null,
                "organization", "",
                "bot", user.bot,
                "work_information", null,
                "local_time", null));
        return body;
    }

    /** What a user, or an administrator, sees: {@code GET /user}. */
    public Map<String, @Nullable Object> full(User user, boolean forAdmin) {
        Map<String, @Nullable Object> body = open(user);
        body.putAll(Json.object(
                "last_sign_in_at",
                null,
                "confirmed_at",
                Times.api(user.createdAt),
                "last_activity_on",
                null,
                "email",
                user.email,
                "theme_id",
                1,
                "color_scheme_id",
                1,
                "projects_limit",
                100000,
                "current_sign_in_at",
                null,
                "identities",
                List.of(),
                "can_create_group",
                true,
                "can_create_project",
                true,
                "two_factor_enabled",
                false,
                "external",
                false,
                "private_profile",
                false,
                "skype",
                "",
                "commit_email",
                user.email,
                "shared_runners_minutes_limit",
                null,
                "extra_shared_runners_minutes_limit",
                null));
        if (forAdmin) {
            body.put("is_admin", user.admin);
            body.put("namespace_id", user.namespaceId);
            body.put("note", null);
        }
        return body;
    }

    public Map<String, @Nullable Object> member(Member member) {
        User user = state.user(member.userId);
        Map<String, @Nullable Object> body = basic(user);
        body.putAll(Json.object(
                "access_level",
                member.accessLevel,
                "created_at",
                Times.api(member.createdAt),
                "created_by",
                basic(member.createdById),
                "expires_at",
                member.expiresAt == null ? null : member.expiresAt.toString(),
                "membership_state",
                "active"));
        return body;
    }

    /** A token without its secret. */
    public Map<String, @Nullable Object> token(AccessToken token, boolean active) {
        Map<String, @Nullable Object> body = Json.object(
                "id",
                token.id,
                "name",
                token.name,
                "revoked",
                token.revoked,
                "created_at",
                Times.api(token.createdAt),
                "description",
                null,
                "scopes",
                token.scopes,
                "user_id",
                token.userId,
                "last_used_at",
                Times.api(token.lastUsedAt),
                "active",
                active,
                "expires_at",
                token.expiresAt == null ? null : token.expiresAt.toString());
        if (token.projectId != null || token.groupId != null) {
            body.put("access_level", token.accessLevel);
            body.put("resource_type", token.projectId != null ? "project" : "group");
            body.put("resource_id", token.projectId != null ? token.projectId : token.groupId);
        }
        return body;
    }

    /** A Gravatar address that holds nothing of the user. */
    public static String avatar(User user) {
        return "https://www.gravatar.com/avatar/" + user.id + "?s=80&d=identicon";
    }
}
