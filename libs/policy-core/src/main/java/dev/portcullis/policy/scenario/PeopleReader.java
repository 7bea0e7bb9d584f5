// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.document.Reading;
import dev.portcullis.policy.model.Role;
import dev.portcullis.policy.snapshot.Group;
import dev.portcullis.policy.snapshot.Member;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the people of a scenario and gives an id to each who has none. */
final class PeopleReader {
    private final Fields fields;
    private final Reading reading;
    private final Map<String, Long> ids = new LinkedHashMap<>();
    private final List<Member> members = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    PeopleReader(Fields fields) {
        this.fields = fields;
        this.reading = fields.reading();
    }

    void read() {
        ids.putAll(idsOf("user_ids"));
        Map<String, Long> customRoles = idsOf("custom_roles");
        Map<String, Role> roles = new LinkedHashMap<>();
        entries("members").forEach((name, node) -> {
            Role role = reading.word(node, fields.path("members") + "." + Reading.shown(name), Role.class);
            roles.put(name, role == null ? Role.GUEST : role);
        });
        customRoles.keySet().forEach(name -> roles.putIfAbsent(name, Role.GUEST));
        roles.forEach((name, role) -> members.add(new Member(id(name), name, role, customRoles.get(name))));
        readGroups();
    }

    private void readGroups() {
        Map<String, Long> groupIds = idsOf("group_ids");
        Set<Long> used = new LinkedHashSet<>(groupIds.values());
        Map<String, YamlNode> named = new LinkedHashMap<>(entries("groups"));
        for (Map.Entry<String, YamlNode> entry : named.entrySet()) {
            String path = fields.path("groups") + "." + Reading.shown(entry.getKey());
            Set<Long> direct = fields.list(entry.getValue(), path, reading::anyText).stream()
                    .map(this::id)
                    .collect(Collectors.toSet());
            long id = groupIds.computeIfAbsent(entry.getKey(), _ -> free(used));
            used.add(id);
            groups.add(new Group(id, entry.getKey(), direct));
        }
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

    private Map<String, Long> idsOf(String key) {
        Map<String, Long> read = new LinkedHashMap<>();
        entries(key).forEach((name, node) -> {
            Long id = reading.id(node, fields.path(key) + "." + Reading.shown(name));
            if (id != null) {
                read.put(name, id);
            }
        });
        return read;
    }

    private Map<String, YamlNode> entries(String key) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        @Nullable Fields object = fields.object(key);
        if (object != null) {
            object.node().entries().forEach(entry -> entries.put(entry.key().text(), entry.value()));
        }
        return entries;
    }
}
