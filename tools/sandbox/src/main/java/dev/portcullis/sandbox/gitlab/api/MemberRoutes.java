// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members of projects and groups: direct ones at {@code /members}, the effective ones at {@code /members/all}. */
final class MemberRoutes {
    private static final Set<Integer> LEVELS = Set.of(5, 10, 15, 20, 30, 40, 50);

    private final Rules rules;
    private final GitLabState state;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    MemberRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.state = rules.state;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        for (String kind : new String[] {"projects", "groups"}) {
            String members = "/" + kind + "/:id/members";
            api.get(members, call -> list(call, source(kind, call).direct().values()));
            api.get(
                    members + "/all",
                    call -> list(call, source(kind, call).all().values()));
            api.get(
                    members + "/all/:user_id",
                    call -> one(call, source(kind, call).all()));
            api.get(members + "/:user_id", call -> one(call, source(kind, call).direct()));
            api.post(members, call -> add(call, source(kind, call)));
            api.put(members + "/:user_id", call -> change(call, source(kind, call)));
            api.delete(members + "/:user_id", call -> remove(call, source(kind, call)));
        }
    }

    private Source source(String kind, Call call) {
        if (kind.equals("projects")) {
            Project project = find.project(call);
            return new Source(
                    project.members,
                    rules.access.members(project),
                    rules.access.level(call.caller(), project),
                    project,
                    null);
        }
        Group group = find.group(call);
        return new Source(
                group.members, rules.access.members(group), rules.access.level(call.caller(), group), null, group);
    }

    private Reply list(Call call, Collection<Member> members) {
        call.user();
        String query = call.params().text("query", "").toLowerCase(Locale.ROOT);
        List<Long> ids = call.params().numbers("user_ids");
        List<Member> found = members.stream()
                .filter(member -> ids.isEmpty() || ids.contains(member.userId))
                .filter(member -> matches(state.user(member.userId), query))
                .toList();
        return paging.offset(call, found, bodies.users::member);
    }

    private static boolean matches(User user, String query) {
        return user.name.toLowerCase(Locale.ROOT).contains(query)
                || user.username.toLowerCase(Locale.ROOT).contains(query);
    }

    private Reply one(Call call, Map<Long, Member> members) {
        call.user();
        Member member = members.get(call.number("user_id"));
        if (member == null) {
            throw GitLabError.notFound();
        }
        return Reply.ok(bodies.users.member(member));
    }

    private Reply add(Call call, Source source) {
        source.mayManage(call);
        int level = level(call);
        List<Member> added = new ArrayList<>();
        for (long id : users(call)) {
            User user = find.user(id);
            if (source.direct.containsKey(id)) {
                throw GitLabError.message(409, "Member already exists");
            }
            Member inherited = source.all.get(id);
            if (inherited != null && inherited.accessLevel > level) {
                throw GitLabError.message(
                        400,
                        Map.of(
                                "access_level",
                                List.of("should be greater than or equal to "
                                        + AccessLevel.name(inherited.accessLevel)
                                        + " inherited membership from group")));
            }
            Member member = rules.accounts.setMember(source.direct, user, level, call.user());
            member.expiresAt = expiry(call);
            rules.events.member(
                    source.project == null ? "user_add_to_group" : "user_add_to_team",
                    source.project,
                    source.group,
                    member);
            added.add(member);
        }
        return Reply.created(added.size() == 1 ? bodies.users.member(added.getFirst()) : Map.of("status", "success"));
    }

    private List<Long> users(Call call) {
        String username = call.params().text("username");
        if (username != null) {
            User user = state.userByName(username);
            if (user == null) {
                throw GitLabError.notFound("User");
            }
            return List.of(user.id);
        }
        call.params().required("user_id");
        return call.params().numbers("user_id");
    }

    private Reply change(Call call, Source source) {
        source.mayManage(call);
        Member member = source.direct.get(call.number("user_id"));
        if (member == null) {
            throw GitLabError.notFound();
        }
        member.accessLevel = level(call);
        member.expiresAt = call.params().has("expires_at") ? expiry(call) : member.expiresAt;
        rules.events.member(
                source.project == null ? "user_update_for_group" : "user_update_for_team",
                source.project,
                source.group,
                member);
        return Reply.ok(bodies.users.member(member));
    }

    private Reply remove(Call call, Source source) {
        long id = call.number("user_id");
        if (call.user().id != id) {
            source.mayManage(call);
        }
        Member member = source.direct.remove(id);
        if (member == null) {
            throw GitLabError.notFound();
        }
        rules.events.member(
                source.project == null ? "user_remove_from_group" : "user_remove_from_team",
                source.project,
                source.group,
                member);
        return Reply.noContent();
    }

    private static int level(Call call) {
        int level = (int) call.params().requiredNumber("access_level");
        if (!LEVELS.contains(level)) {
            throw GitLabError.invalidParameter("access_level does not have a valid value");
        }
        return level;
    }

    private static @Nullable LocalDate expiry(Call call) {
        String text = call.params().text("expires_at");
        return text == null || text.isEmpty() ? null : LocalDate.parse(text);
    }

    private record Source(
            Map<Long, Member> direct,
            Map<Long, Member> all,
            int callerLevel,
            @Nullable Project project,
            @Nullable Group group) {
        void mayManage(Call call) {
            call.user();
            int least = project == null ? AccessLevel.OWNER : AccessLevel.MAINTAINER;
            if (callerLevel < least) {
                throw GitLabError.forbidden();
            }
        }
    }
}
