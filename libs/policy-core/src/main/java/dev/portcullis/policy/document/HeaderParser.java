// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.IdFilter;
import dev.portcullis.policy.model.MatchMode;
import dev.portcullis.policy.model.PolicyHeader;
import dev.portcullis.policy.model.PolicyScope;
import dev.portcullis.policy.model.ProjectKind;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what every policy states: name, description, enabled, scope and metadata. */
final class HeaderParser {
    private HeaderParser() {}

    static PolicyHeader read(Fields fields) {
        fields.get("type");
        String name = fields.requireText("name");
        YamlNode node = fields.get("name");
        if (node != null && name.codePointCount(0, name.length()) > 255) {
            fields.reading()
                    .error("bad-name", node.start(), fields.path("name"), "a name has 1 to 255 characters", null);
        }
        String description = fields.text("description");
        YamlNode enabled = fields.require("enabled");
        Boolean on = enabled == null ? null : fields.reading().bool(enabled, fields.path("enabled"));
        return new PolicyHeader(
                name, description, Boolean.TRUE.equals(on), scope(fields.object("policy_scope")), metadata(fields));
    }

    private static Map<String, Object> metadata(Fields fields) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        Fields object = fields.object("metadata");
        if (object != null) {
            for (YamlNode.Entry entry : object.node().entries()) {
                String key = entry.key().text();
                String text = object.reading().anyText(entry.value(), object.path(Reading.shown(key)));
                if (text != null) {
                    metadata.put(key, text);
                }
            }
        }
        return metadata;
    }

    private static PolicyScope scope(@Nullable Fields fields) {
        if (fields == null) {
            return PolicyScope.EVERYWHERE;
        }
        MatchMode mode = fields.word("match_mode", MatchMode.class, MatchMode.ALL);
        Set<Long> frameworks = fields.ids("compliance_frameworks");
        Set<ProjectKind> kinds = EnumSet.noneOf(ProjectKind.class);
        IdFilter projects = projects(fields.object("projects"), kinds);
        IdFilter groups = filter(fields.object("groups"));
        Map<String, IdFilter> attributes = new LinkedHashMap<>();
        for (String category : PolicyScope.ATTRIBUTE_CATEGORIES) {
            IdFilter filter = filter(fields.object(category));
            if (!filter.isEmpty()) {
                attributes.put(category, filter);
            }
        }
        fields.close();
        return new PolicyScope(mode, frameworks, projects, kinds, groups, attributes);
    }

    private static IdFilter filter(@Nullable Fields fields) {
        if (fields == null) {
            return IdFilter.NONE;
        }
        IdFilter filter = new IdFilter(fields.ids("including"), fields.ids("excluding"));
        fields.close();
        return filter;
    }

    private static IdFilter projects(@Nullable Fields fields, Set<ProjectKind> kinds) {
        if (fields == null) {
            return IdFilter.NONE;
        }
        Set<Long> including = fields.ids("including");
        Set<Long> excluding = new LinkedHashSet<>();
        fields.list("excluding", (node, at) -> {
            Fields item = fields.object(node, at);
            if (item != null && item.has("type")) {
                ProjectKind kind = item.word("type", ProjectKind.class);
                if (kind != null) {
                    kinds.add(kind);
                }
                item.close();
            } else if (item != null) {
                YamlNode id = item.require("id");
                Long read = id == null ? null : item.reading().id(id, item.path("id"));
                if (read != null) {
                    excluding.add(read);
                }
                item.close();
            }
            return null;
        });
        fields.close();
        return new IdFilter(including, excluding);
    }
}
