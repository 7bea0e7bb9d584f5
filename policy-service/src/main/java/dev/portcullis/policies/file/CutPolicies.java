// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import dev.portcullis.policies.file.PolicyFile.Lines;
import dev.portcullis.policies.file.PolicyFile.Part;
import dev.portcullis.policies.policy.PolicyText;
import dev.portcullis.policies.policy.PolicyText.Remark;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.PolicyDocument.Located;
import dev.portcullis.policy.document.PolicyPrinter;
import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.json.RecordJson;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.PolicyType;
import dev.portcullis.policy.model.Word;
import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Cuts a policy file into its policies. A policy's text is its list's key and its own lines, comments included. */
final class CutPolicies {
    private static final String OLD_APPROVAL = "scan_result_policy";
    private static final RecordJson RECORDS = new RecordJson(Map.of());

    private final YamlText yaml;
    private final PolicyDocument document;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private CutPolicies(byte[] bytes) {
        yaml = YamlText.read(bytes);
        document = PolicyDocument.parse(bytes, PolicyFile.PATH);
    }

    static PolicyFile cut(byte[] bytes) {
        CutPolicies cut = new CutPolicies(bytes);
        boolean readable = cut.yaml.errors().isEmpty() && cut.yaml.root() != null && cut.parts();
        List<Remark> remarks = cut.document.problems().stream()
                .limit(PolicyText.MOST_REMARKS)
                .map(Remark::of)
                .toList();
        return new PolicyFile(cut.yaml.text(), cut.parts, remarks, readable);
    }

    /** False where there is no list of policies to be found. */
    private boolean parts() {
        boolean lists = false;
        if (yaml.root() instanceof YamlNode.Mapping root && root.get("type") == null) {
            List<YamlNode.Entry> entries = root.entries();
            for (int i = 0; i < entries.size(); i++) {
                PolicyType type = type(entries.get(i).key().text());
                if (type != null) {
                    lists = true;
                    int end = i + 1 < entries.size()
                            ? lineStart(entries.get(i + 1).key().start().index())
                            : yaml.text().length();
                    list(type, entries.get(i), end);
                }
            }
        }
        if (!lists) {
            // One policy as GitLab's editor shows it, or a list that stands alone.
            document.located().forEach(located -> add(located.policy().type(), located.path(), located, null, null));
            lists = !parts.isEmpty();
        }
        return lists;
    }

    private static @Nullable PolicyType type(String key) {
        return key.equals(OLD_APPROVAL)
                ? PolicyType.APPROVAL_POLICY
                : Word.find(PolicyType.class, key).orElse(null);
    }

    private void list(PolicyType type, YamlNode.Entry entry, int end) {
        if (!(entry.value() instanceof YamlNode.Sequence sequence)) {
            return;
        }
        int floor = lineEnd(entry.key().end().index());
        for (int i = 0; i < sequence.elements().size(); i++) {
            YamlNode element = sequence.elements().get(i);
            String path = entry.key().text() + "[" + i + "]";
            int limit = i + 1 < sequence.elements().size()
                    ? sequence.elements().get(i + 1).start().index()
                    : end;
            Lines lines = sequence.flow() ? null : CutLines.of(yaml.text(), element, floor, limit);
            Located located = document.located().stream()
                    .filter(found -> found.path().equals(path))
                    .findFirst()
                    .orElse(null);
            add(type, path, located, element, lines);
            floor = lines == null ? floor : lines.to();
        }
    }

    private void add(
            PolicyType type, String path, @Nullable Located located, @Nullable YamlNode node, @Nullable Lines lines) {
        List<Remark> remarks = remarks(path);
        if (located == null) {
            parts.add(new Part(type.word(), name(node), null, null, lines, remarks));
            return;
        }
        Policy policy = located.policy();
        String alone = alone(policy, lines);
        String own = alone == null ? PolicyPrinter.print(List.of(policy)) : alone;
        Remark fault = fault(located, own);
        if (fault != null) {
            remarks.addFirst(fault);
        }
        PolicyText text =
                new PolicyText(own, type.word(), policy.name(), policy.header().enabled(), remarks);
        parts.add(new Part(
                type.word(),
                policy.name(),
                fault == null ? text : null,
                fault == null ? likeness(policy) : null,
                // Lines that lean on others, on an anchor for example, are of no use alone.
                alone == null ? null : lines,
                remarks));
    }

    private List<Remark> remarks(String path) {
        return new ArrayList<>(document.problems().stream()
                .filter(problem -> problem.path().equals(path)
                        || problem.path().startsWith(path + ".")
                        || problem.path().startsWith(path + "["))
                .limit(PolicyText.MOST_REMARKS)
                .map(Remark::of)
                .toList());
    }

    /** What keeps a policy that says what it should from being taken. */
    private @Nullable Remark fault(Located located, String own) {
        String name = located.policy().name();
        boolean first = names.add(located.policy().type().word() + "\n" + name);
        if (first && own.getBytes(StandardCharsets.UTF_8).length <= PolicyText.MAX_BYTES) {
            return null;
        }
        return new Remark(
                "error",
                first ? "too-large" : PolicyFile.DUPLICATE_NAME,
                first
                        ? "the policy is larger than " + PolicyText.MAX_BYTES / 1024 + " KiB"
                        : "another policy of this type in the file has the name '" + name + "'",
                first ? null : "give each its own",
                located.at().line(),
                located.at().column(),
                located.path());
    }

    private static @Nullable String name(@Nullable YamlNode node) {
        return node instanceof YamlNode.Mapping mapping
                        && mapping.get("name") instanceof YamlNode.Scalar scalar
                        && !scalar.isNull()
                ? scalar.text()
                : null;
    }

    /** The policy's own lines, where they say the same without the rest of the file. */
    private @Nullable String alone(Policy policy, @Nullable Lines lines) {
        if (lines == null) {
            return null;
        }
        String own = yaml.text().substring(lines.from(), lines.to());
        String alone = policy.type().word() + ":\n" + own + (own.endsWith("\n") ? "" : "\n");
        PolicyDocument read = PolicyDocument.parse(alone, PolicyFile.PATH);
        return read.isValid() && read.policies().equals(List.of(policy)) ? alone : null;
    }

    /** Over everything but the name, so that a policy is known again under another. */
    private static String likeness(Policy policy) {
        Map<String, @Nullable Object> said = new TreeMap<>(asMap(RECORDS.write(policy)));
        Map<String, @Nullable Object> header = new TreeMap<>(asMap(said.get("header")));
        header.remove("name");
        said.put("header", header);
        return Secrets.digest(new String(CanonicalJson.write(said), StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked") // a record is written as an object, whose keys are text
    private static Map<String, @Nullable Object> asMap(@Nullable Object written) {
        return written == null ? Map.of() : (Map<String, @Nullable Object>) written;
    }

    private int lineStart(int index) {
        return yaml.text().lastIndexOf('\n', index - 1) + 1;
    }

    private int lineEnd(int index) {
        int newline = yaml.text().indexOf('\n', index);
        return newline < 0 ? yaml.text().length() : newline + 1;
    }
}
