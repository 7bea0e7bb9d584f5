// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.Reading;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.snapshot.PolicyException;
import dev.portcullis.policy.yaml.Position;
import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the top level of a scenario file: policies, exceptions, scenarios. */
final class ScenarioFileReader {
    private final YamlText yaml;
    private final String source;
    private final Function<String, byte @Nullable []> files;
    private final Reading reading;
    private final List<AppliedPolicy> policies = new ArrayList<>();

    ScenarioFileReader(YamlText yaml, String source, Function<String, byte @Nullable []> files) {
        this.yaml = yaml;
        this.source = source;
        this.files = files;
        this.reading = new Reading(source);
    }

    ScenarioFile read() {
        yaml.errors().forEach(error -> reading.error("yaml", error.at(), "", error.message(), error.suggestion()));
        List<Scenario> scenarios = List.of();
        if (yaml.root() instanceof YamlNode.Mapping root) {
            Fields fields = new Fields(reading, root, "");
            readPolicies(fields);
            List<PolicyException> exceptions =
                    fields.list("exceptions", (node, at) -> ExceptionReader.read(fields, node, at));
            fields.require("scenarios");
            scenarios = fields.list("scenarios", (node, at) -> {
                Fields scenario = fields.object(node, at);
                return scenario == null ? null : new ScenarioReader(scenario, exceptions).read();
            });
            fields.close();
        } else if (yaml.errors().isEmpty()) {
            reading.error("empty", Position.START, "", "the file holds no scenarios", "add policies and scenarios");
        }
        return new ScenarioFile(source, PolicySet.of(policies), scenarios, reading.problems());
    }

    private void readPolicies(Fields fields) {
        YamlNode inline = fields.get("policies");
        YamlNode file = fields.get("policy_file");
        if (inline != null && file == null) {
            readInline(inline);
        } else if (file != null && inline == null) {
            readFile(file);
        } else {
            fields.missing(
                    "a scenario file has exactly one of 'policies' and 'policy_file'", null, "policies", "policy_file");
        }
    }

    private void readInline(YamlNode inline) {
        if (inline instanceof YamlNode.Mapping mapping && mapping.get("sources") != null) {
            Fields levels = new Fields(reading, mapping, "policies");
            levels.list("sources", (node, at) -> source(levels, node, at));
            levels.close();
        } else {
            add(PolicyDocument.parse(yaml, inline, source), Level.INSTANCE, "");
        }
    }

    private void readFile(YamlNode file) {
        String path = reading.text(file, "policy_file");
        if (path == null) {
            return;
        }
        byte[] bytes = files.apply(path);
        if (bytes == null) {
            reading.error(
                    "no-file", file.start(), "policy_file", "there is no readable file " + Reading.shown(path), null);
        } else {
            add(PolicyDocument.parse(bytes, path), Level.INSTANCE, "");
        }
    }

    private @Nullable Void source(Fields levels, YamlNode node, String at) {
        Fields fields = levels.object(node, at);
        if (fields == null) {
            return null;
        }
        Level level = fields.requireWord("level", Level.class, Level.INSTANCE);
        String path = level == Level.INSTANCE ? "" : fields.requireText("path");
        List<YamlNode.Entry> rest = fields.node().entries().stream()
                .filter(entry -> !entry.key().text().equals("level")
                        && !entry.key().text().equals("path"))
                .toList();
        YamlNode document = new YamlNode.Mapping(rest, node.start(), node.end());
        add(PolicyDocument.parse(yaml, document, source), level, path);
        return null;
    }

    private void add(PolicyDocument document, Level level, String path) {
        document.problems().forEach(reading::add);
        for (Policy policy : document.policies()) {
            policies.add(new AppliedPolicy(level, path, "policy-" + (policies.size() + 1), 1, policy));
        }
    }
}
