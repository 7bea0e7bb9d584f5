// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import dev.portcullis.policies.policy.PolicyText;
import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/** Rewrites a policy's text so that it switches itself off, and nothing else. */
final class SwitchOff {
    private SwitchOff() {}

    static PolicyText of(PolicyText policy) {
        YamlNode enabled = enabled(YamlText.read(policy.yaml()).root());
        if (enabled == null) {
            throw new IllegalStateException("a valid policy says whether it is enabled: " + policy.name());
        }
        String off = policy.yaml().substring(0, enabled.start().index())
                + "false"
                + policy.yaml().substring(enabled.end().index());
        return PolicyText.read(off);
    }

    private static @Nullable YamlNode enabled(@Nullable YamlNode node) {
        return switch (node) {
            case YamlNode.Sequence list
            when !list.elements().isEmpty() -> enabled(list.elements().getFirst());
            case YamlNode.Mapping mapping when mapping.get("enabled") != null -> mapping.get("enabled");
            case YamlNode.Mapping mapping ->
                mapping.entries().stream()
                        .filter(entry -> entry.value() instanceof YamlNode.Sequence list
                                && !list.elements().isEmpty())
                        .map(entry -> enabled(entry.value()))
                        .findFirst()
                        .orElse(null);
            case null, default -> null;
        };
    }
}
