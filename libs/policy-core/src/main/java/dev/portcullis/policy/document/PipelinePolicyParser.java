// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.CiInclude;
import dev.portcullis.policy.model.DotenvMode;
import dev.portcullis.policy.model.PipelineExecutionPolicy;
import dev.portcullis.policy.model.PipelineStrategy;
import dev.portcullis.policy.model.PolicyHeader;
import dev.portcullis.policy.model.SuffixMode;
import dev.portcullis.policy.model.VariablesOverride;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a pipeline execution policy. */
final class PipelinePolicyParser {
    private final Fields fields;
    private final Reading reading;

    PipelinePolicyParser(Fields fields) {
        this.fields = fields;
        this.reading = fields.reading();
    }

    PipelineExecutionPolicy parse() {
        PolicyHeader header = HeaderParser.read(fields);
        PipelineExecutionPolicy policy = new PipelineExecutionPolicy(
                header,
                content(fields),
                strategy(),
                suffix(),
                ScanPolicyParser.skip(fields.object("skip_ci")),
                ScanPolicyParser.skip(fields.object("no_pipeline")),
                variables(fields.object("variables_override")));
        fields.close();
        return policy;
    }

    private SuffixMode suffix() {
        YamlNode word = fields.getOrNull("suffix");
        SuffixMode suffix = word == null ? null : reading.word(word, fields.path("suffix"), SuffixMode.class);
        return suffix == null ? SuffixMode.ON_CONFLICT : suffix;
    }

    private PipelineStrategy strategy() {
        PipelineStrategy strategy =
                fields.requireWord("pipeline_config_strategy", PipelineStrategy.class, PipelineStrategy.INJECT_POLICY);
        YamlNode word = fields.get("pipeline_config_strategy");
        if (strategy != PipelineStrategy.INJECT_CI || word == null) {
            return strategy;
        }
        reading.warn(
                "renamed-value",
                word.start(),
                fields.path("pipeline_config_strategy"),
                "GitLab is giving up 'inject_ci'",
                "write inject_policy",
                List.of(Edits.replace(word, PipelineStrategy.INJECT_POLICY.word())));
        return PipelineStrategy.INJECT_POLICY;
    }

    /** The one CI file that {@code content} includes. */
    static CiInclude content(Fields fields) {
        fields.require("content");
        Fields content = fields.object("content");
        List<CiInclude> includes = new ArrayList<>();
        if (content != null) {
            YamlNode list = content.require("include");
            includes.addAll(content.list("include", (node, at) -> include(content, node, at)));
            if (list instanceof YamlNode.Sequence sequence
                    && sequence.elements().size() != 1) {
                content.reading()
                        .error("out-of-range", list.start(), content.path("include"), "include exactly one file", null);
            }
            content.close();
        }
        return includes.isEmpty() ? new CiInclude("", "", null) : includes.getFirst();
    }

    private static @Nullable CiInclude include(Fields content, YamlNode node, String at) {
        Fields item = content.object(node, at);
        if (item == null) {
            return null;
        }
        String project = item.requireText("project");
        String file = item.requireText("file");
        YamlNode name = item.get("file");
        if (name != null && !file.isEmpty() && !file.endsWith(".yml") && !file.endsWith(".yaml")) {
            item.reading()
                    .error(
                            "bad-name",
                            name.start(),
                            item.path("file"),
                            "'" + Reading.shown(file) + "' is no YAML file",
                            "its name ends in .yml or .yaml");
        }
        String ref = item.text("ref");
        item.close();
        return new CiInclude(project, file, ref);
    }

    private @Nullable VariablesOverride variables(@Nullable Fields object) {
        if (object == null) {
            return null;
        }
        object.require("allowed");
        VariablesOverride override = new VariablesOverride(
                object.bool("allowed", false),
                object.list("exceptions", reading::text),
                object.word("dotenv", DotenvMode.class));
        object.close();
        return override;
    }
}
