// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.state.AccessToken;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.User;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes users, their namespaces, tokens and memberships. */
public final class Accounts {
    private final GitLabState state;
    private final InstantSource clock;
    private final Events events;

    public Accounts(GitLabState state, InstantSource clock, Events events) {
        this.state = state;
        this.clock = clock;
        this.events = events;
    }

    /** A new user with a personal namespace; 409 if the name is taken. */
    public User createUser(String username, String name, String email, @Nullable String password, boolean admin) {
        if (state.userByName(username) != null || state.groupByPath(username, true) != null) {
            throw GitLabError.message(409, "Username has already been taken");
        }
        if (state.users.values().stream().anyMatch(user -> user.email.equalsIgnoreCase(email))) {
            throw GitLabError.message(409, "Email has already been taken");
        }
        User user = new User();
        user.username = username;
        user.name = name;
        user.email = email;
        user.password = password == null ? null : Digests.password(password);
        user.admin = admin;
        return register(user);
    }

    /** The bot user behind a project or group access token. */
    public User createBot(String username, String name) {
        User user = new User();
        user.username = username;
        user.name = name;
        user.email = username + "@noreply.gitlab.example.com";
        user.bot = true;
        return register(user);
    }

    /** A new token; its secret is returned here and nowhere else. */
    public Issued issue(User user, String name, String prefix, List<String> scopes) {
        return issue(user, name, prefix + Digests.secret(15), scopes, null);
    }

    /** A new token with a secret that the caller chose. */
    public Issued issue(User user, String name, String secret, List<String> scopes, @Nullable AccessToken described) {
        AccessToken token = described == null ? new AccessToken() : described;
        token.id = state.nextId("token");
        token.name = name;
        token.userId = user.id;
        token.scopes = new ArrayList<>(scopes);
        token.createdAt = clock.instant();
        token.digest = Digests.sha256(secret);
        state.tokens.put(token.digest, token);
        return new Issued(token, secret);
    }

    /** Adds or changes a direct member. */
    public Member setMember(Map<Long, Member> members, User user, int level, @Nullable User by) {
        Member member = members.computeIfAbsent(user.id, id -> new Member());
        member.userId = user.id;
        member.accessLevel = level;
        member.createdAt = clock.instant();
        member.createdById = by == null ? null : by.id;
        return member;
    }

    private User register(User user) {
        user.id = state.nextId("user");
        user.createdAt = clock.instant();
        Group namespace = new Group();
        namespace.id = state.nextId("namespace");
        namespace.name = user.name;
        namespace.path = user.username;
        namespace.userId = user.id;
        namespace.createdAt = user.createdAt;
        user.namespaceId = namespace.id;
        state.groups.put(namespace.id, namespace);
        state.users.put(user.id, user);
        events.userCreated(user);
        return user;
    }

    /** A token and its secret. */
    public record Issued(AccessToken token, String secret) {
        @Override
        public String toString() {
            return "Issued[token " + token.id + "]";
        }
    }
}
