// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Files that are as large as they may be and written to cost as much as they can, by name. */
final class HostileFiles {
    private static final int MOST = YamlText.MAX_BYTES;
    private static final int PART = 50_000;
    private static final String SIGNS = "\0\t\n\r !\"#$%&'()*+,-./1:;<=>?@[\\]^_`a{|}~\u0085\u2028\ufeff";

    private HostileFiles() {}

    /** One after the other, so that no two are in memory at once. */
    static void forEach(BiConsumer<String, byte[]> reader) {
        files().forEach((name, file) -> reader.accept(name, file.get()));
        for (int i = 0; i < SIGNS.length(); i++) {
            char c = SIGNS.charAt(i);
            reader.accept("all " + (int) c, bytes(String.valueOf(c).repeat(PART)));
            reader.accept("all " + (int) c + " and spaces", bytes((c + " ").repeat(PART)));
            reader.accept("all " + (int) c + " and line ends", bytes((c + "\n").repeat(PART)));
        }
    }

    private interface File {
        byte[] get();
    }

    private static Map<String, File> files() {
        Map<String, File> files = new LinkedHashMap<>();
        files.put("larger than allowed", () -> new byte[MOST + 1]);
        files.put("no UTF-8", () -> new byte[] {'a', ':', (byte) 0xff});
        files.put("half of a surrogate pair", () -> new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
        files.put("brackets", () -> bytes("a: " + "[".repeat(MOST / 2 - 3) + "]".repeat(MOST / 2)));
        files.put("braces", () -> filled("{a: "));
        files.put("lists in lists", () -> bytes("approval_policy:\n" + "- ".repeat(40_000) + "a"));
        files.put("keys of keys", () -> filled("? "));
        files.put("deeper and deeper", HostileFiles::staircase);
        files.put("laughs", HostileFiles::laughs);
        files.put("one alias over and over", () -> filled("a: &a [1, 2, 3, 4]\nb: [", "*a,", "1]\n"));
        files.put("an alias of each alias", HostileFiles::chain);
        files.put("merges", HostileFiles::merges);
        files.put("merges of merges", HostileFiles::mergedMerges);
        files.put("merges of nothing", () -> filled("a: {", "<<: 1,", "}"));
        files.put("anchors", () -> filled("a: [", "&a 1,", "]"));
        files.put("a plain text", () -> filled("name: ", "a", ""));
        files.put("a text of wide characters", () -> filled("name: ", "\ud83d\ude00", ""));
        files.put("a quoted text", () -> filled("name: \"", "\\u263a", "\""));
        files.put("escapes beyond Unicode", () -> bytes("name: \"\\UFFFFFFFF\""));
        files.put("escapes just beyond Unicode", () -> bytes("name: \"\\U00110000\""));
        files.put("escapes in a tag", () -> bytes("name: !%ff%fe a"));
        files.put("a block text", () -> filled("name: |\n", "  a\n", ""));
        files.put("a key", () -> filled("", "a", ": 1"));
        files.put("a quoted key", () -> filled("\"", "a", "\": 1"));
        files.put("an explicit key", () -> filled("? ", "a", "\n: 1"));
        files.put("an anchor's name", () -> filled("a: &", "a", " 1"));
        files.put("a tag's name", () -> filled("a: !", "a", " 1"));
        files.put("a directive", () -> filled("%YAML ", "1", ".2\n---\na: 1"));
        files.put("tag directives", () -> numbered("%TAG !a", "! b\n", 40_000));
        files.put("documents", () -> filled("--- a\n"));
        files.put("the same key", () -> filled("a: 1\n"));
        files.put("unknown lists", () -> numbered("k", ": 1\n", 49_000));
        files.put("unknown keys of a policy", () -> {
            return bytes("approval_policy:\n- name: a\n" + text("  k", ": 1\n", 45_000));
        });
        files.put("metadata", () -> {
            return bytes(
                    "approval_policy:\n- name: a\n  enabled: true\n  metadata:\n" + text("    k", ": 1\n", 45_000));
        });
        files.put("broken policies", () -> filled("approval_policy: [", "1,", "]"));
        files.put("empty policies", () -> filled("approval_policy: [", "{},", "]"));
        files.put("broken rules", () -> filled("approval_policy: [{name: a, enabled: true, rules: [", "{},", "]}]"));
        files.put("unknown words", () -> {
            return filled("approval_policy: [{name: a, rules: [{type: scan_finding, scanners: [", "sust,", "]}]}]");
        });
        files.put("good policies", () -> {
            return bytes("approval_policy:\n"
                    + ("- {name: a, enabled: true, rules: [{type: any_merge_request, branches: [], commits: any}],"
                                    + " actions: [{type: require_approval, approvals_required: 1, role_approvers: [owner]}]}\n")
                            .repeat(3_500));
        });
        files.put("one approver over and over", () -> {
            return filled(
                    "approval_policy: [{name: a, enabled: true, rules: [{type: any_merge_request, branches: [],"
                            + " commits: any}], actions: [{type: require_approval, approvals_required: 1,"
                            + " user_approvers: [",
                    "alice,",
                    "bob]}]}]");
        });
        files.put("digits", () -> filled("approval_policy: [{name: a, enabled: ", "1", "}]"));
        return files;
    }

    private static byte[] staircase() {
        StringBuilder text = new StringBuilder();
        for (int depth = 0; text.length() < MOST - 2 * depth - 3; depth++) {
            text.append(" ".repeat(depth)).append("a:\n");
        }
        return bytes(text.toString());
    }

    private static byte[] laughs() {
        StringBuilder text = new StringBuilder("a0: &a0 lol\n");
        for (int i = 1; i < 100; i++) {
            text.append("a").append(i).append(": &a").append(i).append(" [");
            text.append(("*a" + (i - 1) + ",").repeat(10)).append("]\n");
        }
        return bytes(text.toString());
    }

    private static byte[] chain() {
        StringBuilder text = new StringBuilder("a0: &a0 lol\n");
        for (int i = 1; text.length() < MOST - 60; i++) {
            text.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append("]\n");
        }
        return bytes(text.toString());
    }

    private static byte[] merges() {
        return filled("a: &a {" + text("k", ": 1, ", 300) + "z: 1}\nb: [", "{<<: *a},", "]\n");
    }

    private static byte[] mergedMerges() {
        StringBuilder text = new StringBuilder("a0: &a0 {k: 1}\n");
        for (int i = 1; i < 400; i++) {
            text.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" {k")
                    .append(i)
                    .append(": 1, <<: *a");
            text.append(i - 1).append("}\n");
        }
        return bytes(text.toString());
    }

    private static byte[] numbered(String before, String after, int count) {
        return bytes(text(before, after, count));
    }

    private static String text(String before, String after, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(before).append(i).append(after);
        }
        return text.toString();
    }

    private static byte[] filled(String unit) {
        return filled("", unit, "");
    }

    /** As many of the unit as a file has room for. */
    private static byte[] filled(String before, String unit, String after) {
        int room = MOST - bytes(before).length - bytes(after).length;
        return bytes(before + unit.repeat(room / bytes(unit).length) + after);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
