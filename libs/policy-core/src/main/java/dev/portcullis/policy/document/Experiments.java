// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.yaml.YamlNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the experiments that a file switches on. */
final class Experiments {
    private Experiments() {}

    static Set<String> read(Reading reading, YamlNode value) {
        Set<String> on = new LinkedHashSet<>();
        if (!(value instanceof YamlNode.Mapping mapping)) {
            reading.wrongType(value, "experiments", "an object");
            return on;
        }
        for (YamlNode.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            String path = "experiments." + Reading.shown(name);
            if (!name.matches("[a-z][a-z0-9_]*")) {
                reading.error(
                        "bad-name",
                        entry.key().start(),
                        path,
                        "'" + Reading.shown(name) + "' is no name of an experiment",
                        "use small letters, digits and underscores");
            } else if (entry.value() instanceof YamlNode.Mapping settings) {
                Fields fields = Fields.ofPolicy(reading, settings, path);
                if (fields.bool("enabled", false)) {
                    on.add(name);
                }
                fields.getOrNull("configuration");
                fields.close();
            } else {
                reading.wrongType(entry.value(), path, "an object");
            }
        }
        return on;
    }
}
