// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.yaml.YamlNode;
import java.util.Locale;
import java.util.Set;

/** Knows what a value without quotes is for YAML 1.2, and for the YAML 1.1 of GitLab. */
final class Scalars {
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");

    private Scalars() {}

    static boolean isTrue(String text) {
        return TRUE.contains(text);
    }

    static boolean isFlag(String text) {
        return TRUE.contains(text) || FALSE.contains(text);
    }

    /** Whether a text without quotes is none, but a flag or a number. */
    static boolean isNoText(String text) {
        return isFlag(text.toLowerCase(Locale.ROOT)) || isNumber(text);
    }

    /** Numbers to base 60, 16 and 2, and with underscores. */
    static boolean isNumberInYaml11(String text) {
        return text.matches("[-+]?([0-9][0-9_]*(:[0-5]?[0-9])+|0x[0-9a-fA-F_]+|0b[01_]+|[0-9][0-9_]*)");
    }

    /** Whole numbers that a {@code long} holds. */
    static boolean isWhole(String text) {
        return text.matches("[-+]?[0-9]{1,18}");
    }

    static boolean isNumber(String text) {
        return text.length() <= 40 && text.matches("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
    }

    /** What stands there, for a message. */
    static String described(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping _ -> "an object";
            case YamlNode.Sequence _ -> "a list";
            case YamlNode.Scalar scalar when scalar.isNull() -> "nothing";
            case YamlNode.Scalar scalar -> "'" + Reading.shown(scalar.text()) + "'";
        };
    }
}
