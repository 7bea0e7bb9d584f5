// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.document.PolicyDocument.Located;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.PolicyType;
import dev.portcullis.policy.model.Word;
import dev.portcullis.policy.yaml.Position;
import dev.portcullis.policy.yaml.YamlError;
import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file's top level: its lists of policies, or a policy or list that stands alone. */
final class DocumentParser {
    private static final String APPROVAL = PolicyType.APPROVAL_POLICY.word();
    private static final String OLD_APPROVAL = "scan_result_policy";
    private static final Set<String> NOT_EVALUATED =
            Set.of("ci_component_publishing_policy", "dependency_firewall_policy");

    private final YamlText yaml;
    private final Reading reading;
    private final String source;
    private final List<Located> policies = new ArrayList<>();
    private final Set<String> experiments = new LinkedHashSet<>();

    DocumentParser(YamlText yaml, String source) {
        this.yaml = yaml;
        this.source = source;
        this.reading = new Reading(source);
    }

    PolicyDocument parse() {
        for (YamlError error : yaml.errors()) {
            reading.error("yaml", error.at(), "", error.message(), error.suggestion());
        }
        switch (yaml.root()) {
            case null -> reportEmpty();
            case YamlNode.Mapping mapping when mapping.get("type") != null -> single(mapping);
            case YamlNode.Mapping mapping -> document(mapping);
            case YamlNode.Sequence sequence -> bareList(sequence);
            case YamlNode.Scalar scalar when scalar.isNull() -> reportEmpty();
            case YamlNode.Scalar scalar -> reading.wrongType(scalar, "", "lists of policies");
        }
        return new PolicyDocument(source, yaml.text(), policies, experiments, reading.problems());
    }

    private void reportEmpty() {
        if (yaml.errors().isEmpty()) {
            reading.error("empty", Position.START, "", "the file holds no policy", "add a list, e.g. approval_policy");
        }
    }

    private void document(YamlNode.Mapping mapping) {
        boolean any = false;
        for (YamlNode.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            Optional<PolicyType> type = Word.find(PolicyType.class, key);
            if (type.isPresent()) {
                any = true;
                list(type.get(), entry.value(), key);
            } else if (key.equals(OLD_APPROVAL)) {
                any = true;
                renamed(entry.key(), key, mapping.get(APPROVAL) != null);
                list(PolicyType.APPROVAL_POLICY, entry.value(), key);
            } else if (key.equals("experiments")) {
                experiments.addAll(Experiments.read(reading, entry.value()));
            } else if (NOT_EVALUATED.contains(key)) {
                any = true;
                reading.note(
                        "not-evaluated", entry.key().start(), key, "Portcullis does not evaluate '" + key + "'", null);
            } else {
                unknown(mapping, entry.key(), key);
            }
        }
        if (!any && !reading.hasErrors()) {
            reading.error("empty", mapping.start(), "", "the file holds no policy", "add a list, e.g. approval_policy");
        }
    }

    /** Where the new key stands too, only a person can bring the two lists together. */
    private void renamed(YamlNode.Scalar old, String path, boolean both) {
        reading.warn(
                "renamed-key",
                old.start(),
                path,
                "GitLab no longer reads '" + OLD_APPROVAL + "'",
                both ? "move its policies to '" + APPROVAL + "'" : "write '" + APPROVAL + "'",
                both ? List.of() : List.of(Edits.rename(old, APPROVAL)));
    }

    private void unknown(YamlNode.Mapping mapping, YamlNode.Scalar key, String name) {
        List<String> known = new ArrayList<>(Words.of(PolicyType.class));
        known.add("experiments");
        reading.add(
                Problem.Level.ERROR,
                "unknown-key",
                key.start(),
                Reading.shown(name),
                "'" + Reading.shown(name) + "' is no list of policies",
                Reading.meant(name, known),
                Edits.slip(mapping, key, known));
    }

    private void list(PolicyType type, YamlNode value, String path) {
        if (value instanceof YamlNode.Scalar scalar && scalar.isNull()) {
            return;
        }
        if (!(value instanceof YamlNode.Sequence sequence)) {
            reading.wrongType(value, path, "a list of policies");
            return;
        }
        int index = 0;
        for (YamlNode element : sequence.elements()) {
            policy(type, element, path + "[" + index++ + "]");
        }
    }

    /** The form of GitLab's editor: one policy with its type beside its keys. */
    private void single(YamlNode.Mapping mapping) {
        PolicyType type = type(mapping.get("type"));
        if (type != null) {
            reading.add(
                    Problem.Level.NOTE,
                    "single-policy",
                    mapping.start(),
                    "",
                    "one policy as GitLab's editor shows it",
                    "in policy.yml it stands in the list '" + type.word() + "', without 'type'",
                    yaml.errors().isEmpty() ? new StoredForm(yaml.text(), type.word()).ofPolicy(mapping) : List.of());
            policy(type, mapping, "");
        }
    }

    private @Nullable PolicyType type(@Nullable YamlNode word) {
        if (word instanceof YamlNode.Scalar scalar && scalar.text().equals(OLD_APPROVAL)) {
            renamed(scalar, "type", false);
            return PolicyType.APPROVAL_POLICY;
        }
        return word == null ? null : reading.word(word, "type", PolicyType.class);
    }

    private void bareList(YamlNode.Sequence sequence) {
        PolicyType common = null;
        for (YamlNode element : sequence.elements()) {
            PolicyType type = element instanceof YamlNode.Mapping mapping ? PolicyTypes.guess(mapping) : null;
            if (type == null || (common != null && common != type)) {
                reading.error(
                        "no-top-level",
                        sequence.start(),
                        "",
                        "a list stands alone, and it does not show of which type its policies are",
                        "put it under its key, e.g. approval_policy:");
                return;
            }
            common = type;
        }
        if (common == null) {
            reportEmpty();
            return;
        }
        reading.add(
                Problem.Level.NOTE,
                "no-top-level",
                sequence.start(),
                "",
                "the list stands alone; it is read as '" + common.word() + "'",
                "GitLab needs it under the key '" + common.word() + ":'",
                new StoredForm(yaml.text(), common.word()).ofList(sequence));
        list(common, sequence, common.word());
    }

    private void policy(PolicyType type, YamlNode node, String path) {
        Reading own = new Reading(source);
        Policy policy = node instanceof YamlNode.Mapping mapping
                ? PolicyTypes.read(type, Fields.ofPolicy(own, mapping, path))
                : null;
        if (!(node instanceof YamlNode.Mapping)) {
            own.wrongType(node, path, "a policy");
        }
        own.problems().forEach(reading::add);
        if (policy != null && !own.hasErrors() && isReadable(node)) {
            policies.add(new Located(policy, path, node));
        }
    }

    private boolean isReadable(@Nullable YamlNode node) {
        return node != null
                && yaml.errors().stream()
                        .map(YamlError::at)
                        .noneMatch(at -> at.index() >= node.start().index()
                                && at.index() < node.end().index());
    }
}
