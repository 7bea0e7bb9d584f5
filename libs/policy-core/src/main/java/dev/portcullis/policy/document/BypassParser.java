// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.BypassSettings;
import dev.portcullis.policy.model.BypassSettings.BranchMatch;
import dev.portcullis.policy.model.BypassSettings.BranchPair;
import dev.portcullis.policy.model.Role;
import dev.portcullis.policy.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Reads {@code bypass_settings}. */
final class BypassParser {
    private BypassParser() {}

    static BypassSettings read(@Nullable Fields fields) {
        if (fields == null) {
            return BypassSettings.NONE;
        }
        BypassSettings settings = new BypassSettings(
                fields.list("branches", (node, at) -> pair(fields, node, at)),
                fields.ids("access_tokens"),
                fields.ids("service_accounts"),
                fields.ids("users"),
                fields.ids("groups"),
                fields.set("roles", (node, at) -> fields.reading().word(node, at, Role.class)),
                fields.ids("custom_roles"));
        fields.close();
        return settings;
    }

    private static @Nullable BranchPair pair(Fields fields, YamlNode node, String at) {
        Fields pair = fields.object(node, at);
        if (pair == null) {
            return null;
        }
        pair.require("source");
        pair.require("target");
        BranchMatch source = match(pair.object("source"));
        BranchMatch target = match(pair.object("target"));
        pair.close();
        return source == null || target == null ? null : new BranchPair(source, target);
    }

    private static @Nullable BranchMatch match(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        String name = fields.text("name");
        String pattern = fields.text("pattern");
        boolean one = (name == null) != (pattern == null);
        if (!one) {
            fields.missing("a branch is given by exactly one of 'name' and 'pattern'", null, "name", "pattern");
        }
        fields.close();
        if (!one) {
            return null;
        }
        return name != null ? new BranchMatch(name, false) : new BranchMatch(pattern == null ? "" : pattern, true);
    }
}
