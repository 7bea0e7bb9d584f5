// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.model.Role;
import dev.portcullis.policy.snapshot.Group;
import dev.portcullis.policy.snapshot.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the people of a scenario and gives an id to each who has none. */
final class PeopleReader {
    private final Fields fields;
    private final Map<String, Long> ids = new LinkedHashMap<>();
    private final List<Member> members = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    PeopleReader(Fields fields) {
        this.fields = fields;
    }

    void read() {
        ids.putAll(Values.ownIds(fields, "user_ids"));
        Map<String, Long> customRoles = Values.namedIds(fields, "custom_roles");
        Map<String, Role> roles = Values.words(fields, "members", Role.class);
        customRoles.keySet().forEach(name -> roles.putIfAbsent(name, Role.GUEST));
        roles.forEach((name, role) -> members.add(new Member(id(name), name, role, customRoles.get(name))));
        readGroups();
    }

    private void readGroups() {
        Map<String, Long> groupIds = Values.ownIds(fields, "group_ids");
        Map<String, List<String>> named =
                Values.each(fields, "groups", (node, at) -> fields.list(node, at, fields.reading()::anyText));
        named.forEach((path, names) -> {
            Set<Long> direct = names.stream().map(this::id).collect(Collectors.toSet());
            long id = groupIds.computeIfAbsent(path, _ -> free(groupIds.values()));
            groups.add(new Group(id, path, direct));
        });
    }

    List<Member> members() {
        return members;
    }

    List<Group> groups() {
        return groups;
    }

    /** The user id of a person; a person not met before gets a new one. */
    long id(String name) {
        return ids.computeIfAbsent(name, _ -> free(ids.values()));
    }

    Map<Long, String> names() {
        Map<Long, String> names = new LinkedHashMap<>();
        ids.forEach((name, id) -> names.putIfAbsent(id, name));
        return names;
    }

    private static long free(Collection<Long> used) {
        long id = 1001;
        while (used.contains(id)) {
            id++;
        }
        return id;
    }
}
