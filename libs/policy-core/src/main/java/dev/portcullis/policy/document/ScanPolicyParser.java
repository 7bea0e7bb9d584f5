// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.BranchType;
import dev.portcullis.policy.model.PolicyHeader;
import dev.portcullis.policy.model.ScanAction;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.model.ScanKind;
import dev.portcullis.policy.model.ScanRule;
import dev.portcullis.policy.model.SkipPermission;
import dev.portcullis.policy.model.TemplateEdition;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a scan execution policy. */
final class ScanPolicyParser {
    private static final Set<BranchType> SCHEDULED =
            EnumSet.of(BranchType.DEFAULT, BranchType.PROTECTED, BranchType.ALL);
    private static final Set<BranchType> OF_TARGET = EnumSet.of(BranchType.TARGET_DEFAULT, BranchType.TARGET_PROTECTED);
    private static final Set<String> TARGET_SOURCES = Set.of("merge_request_event", "push");
    private static final List<String> SOURCES = List.of(
            "api",
            "chat",
            "external",
            "external_pull_request_event",
            "merge_request_event",
            "pipeline",
            "push",
            "schedule",
            "trigger",
            "unknown",
            "web");

    private final Fields fields;
    private final Reading reading;

    ScanPolicyParser(Fields fields) {
        this.fields = fields;
        this.reading = fields.reading();
    }

    ScanExecutionPolicy parse() {
        PolicyHeader header = HeaderParser.read(fields);
        fields.require("rules");
        fields.require("actions");
        List<ScanRule> rules = fields.list("rules", this::rule);
        List<ScanAction> actions = fields.list("actions", this::action);
        SkipPermission skipCi = skip(fields.object("skip_ci"));
        SkipPermission noPipeline = skip(fields.object("no_pipeline"));
        fields.close();
        return new ScanExecutionPolicy(header, rules, actions, skipCi, noPipeline);
    }

    static @Nullable SkipPermission skip(@Nullable Fields object) {
        if (object == null) {
            return null;
        }
        object.require("allowed");
        boolean allowed = object.bool("allowed", false);
        Fields list = object.object("allowlist");
        Set<Long> users = list == null ? Set.of() : list.ids("users");
        if (list != null) {
            list.close();
        }
        object.close();
        return new SkipPermission(allowed, users);
    }

    private @Nullable ScanRule rule(YamlNode node, String at) {
        Fields rule = fields.object(node, at);
        if (rule == null) {
            return null;
        }
        String type = rule.requireText("type");
        ScanRule read =
                switch (type) {
                    case "pipeline" -> inPipeline(rule);
                    case "schedule" -> onSchedule(rule);
                    default -> null;
                };
        if (read != null) {
            rule.close();
        } else if (!type.isEmpty()) {
            rule.unknownWord("type", "is no rule of a scan execution policy", List.of("pipeline", "schedule"));
        }
        return read;
    }

    private ScanRule inPipeline(Fields rule) {
        BranchSelector branches = BranchParser.read(rule, EnumSet.allOf(BranchType.class));
        Fields object = rule.object("pipeline_sources");
        if (object == null) {
            return new ScanRule.InPipeline(branches, Set.of());
        }
        boolean ofTarget =
                branches.branches() instanceof BranchSelector.OfType(BranchType type) && OF_TARGET.contains(type);
        Set<String> sources = object.set("including", (node, at) -> source(node, at, ofTarget));
        object.close();
        return new ScanRule.InPipeline(branches, sources);
    }

    private @Nullable String source(YamlNode node, String at, boolean ofTarget) {
        String source = reading.text(node, at);
        if (source == null || (SOURCES.contains(source) && (!ofTarget || TARGET_SOURCES.contains(source)))) {
            return source;
        }
        if (SOURCES.contains(source)) {
            reading.error(
                    "unknown-value",
                    node.start(),
                    at,
                    "with a target branch type only merge_request_event and push pipelines are meant",
                    "leave '" + source + "' out");
        } else {
            reading.unknownWord(node, at, "is no pipeline source", SOURCES);
        }
        return null;
    }

    private ScanRule onSchedule(Fields rule) {
        YamlNode cadence = rule.require("cadence");
        String cron = cadence == null ? null : reading.text(cadence, rule.path("cadence"));
        if (cadence != null && cron != null) {
            Cadence.problem(cron)
                    .ifPresent(why -> reading.warn(
                            "skipped-cadence",
                            cadence.start(),
                            rule.path("cadence"),
                            "GitLab skips this schedule: " + why,
                            "use for example '0 18 * * *'",
                            List.of()));
        }
        String timezone = TimeWindows.zone(rule);
        ScanRule.TimeWindow window = TimeWindows.read(rule.object("time_window"), 3600);
        YamlNode agents = rule.get("agents");
        ScanRule.ScheduleTarget target;
        if (agents == null) {
            target = new ScanRule.OnBranches(BranchParser.read(rule, SCHEDULED));
        } else {
            target = agent(rule, agents);
        }
        return new ScanRule.OnSchedule(target, cron == null ? "" : cron, timezone, window);
    }

    private ScanRule.ScheduleTarget agent(Fields rule, YamlNode agents) {
        if (rule.has("branches") || rule.has("branch_type")) {
            reading.error(
                    "two-selectors",
                    agents.start(),
                    rule.path("agents"),
                    "'agents' does not go with 'branches' or 'branch_type'",
                    "keep one of them");
        }
        Fields object = rule.object("agents");
        if (object == null) {
            return new ScanRule.InCluster("", List.of());
        }
        if (object.node().entries().size() != 1) {
            reading.error("out-of-range", agents.start(), rule.path("agents"), "name exactly one agent", null);
            return new ScanRule.InCluster("", List.of());
        }
        String name = object.node().entries().getFirst().key().text();
        Fields agent = object.object(name);
        List<String> namespaces = agent == null ? List.of() : agent.list("namespaces", reading::text);
        if (agent != null) {
            agent.close();
        }
        return new ScanRule.InCluster(name, namespaces);
    }

    private @Nullable ScanAction action(YamlNode node, String at) {
        Fields action = fields.object(node, at);
        if (action == null) {
            return null;
        }
        if (action.get("scan") instanceof YamlNode.Scalar word && word.text().equals("custom")) {
            reading.error(
                    "unknown-value",
                    word.start(),
                    action.path("scan"),
                    "GitLab has removed 'custom' scans and their 'ci_configuration'",
                    "use a pipeline execution policy");
            return null;
        }
        ScanKind scan = action.requireWord("scan", ScanKind.class, ScanKind.SAST);
        if (scan == ScanKind.DAST) {
            action.require("site_profile", action.node().get("site_profile"));
        }
        Fields settings = action.object("scan_settings");
        boolean ignore = settings != null && settings.bool("ignore_default_before_after_script", false);
        if (settings != null) {
            settings.close();
        }
        TemplateEdition template = action.word("template", TemplateEdition.class);
        YamlNode word = action.get("template");
        if (word != null && template == TemplateEdition.V2 && scan != ScanKind.DEPENDENCY_SCANNING) {
            reading.error(
                    "unknown-value",
                    word.start(),
                    action.path("template"),
                    "only dependency_scanning has the template v2",
                    "use default or latest");
        }
        ScanAction read = new ScanAction(
                scan,
                profile(action, "site_profile"),
                profile(action, "scanner_profile"),
                variables(action),
                action.list("tags", reading::text),
                template,
                ignore);
        action.close();
        return read;
    }

    private @Nullable String profile(Fields action, String key) {
        YamlNode name = action.getOrNull(key);
        return name == null ? null : reading.text(name, action.path(key));
    }

    private Map<String, String> variables(Fields action) {
        Map<String, String> variables = new LinkedHashMap<>();
        Fields object = action.object("variables");
        if (object != null) {
            for (YamlNode.Entry entry : object.node().entries()) {
                String name = entry.key().text();
                String path = object.path(Reading.shown(name));
                if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
                    reading.error(
                            "bad-name",
                            entry.key().start(),
                            path,
                            "'" + Reading.shown(name) + "' is no name of a variable",
                            "use letters, digits and underscores");
                }
                String value = reading.anyText(entry.value(), path);
                if (value != null) {
                    variables.put(name, value);
                }
            }
        }
        return variables;
    }
}
