// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.document.Reading;
import dev.portcullis.policy.execution.CiFile;
import dev.portcullis.policy.execution.MissedScan;
import dev.portcullis.policy.execution.PipelineContext;
import dev.portcullis.policy.execution.RanJob;
import dev.portcullis.policy.execution.Tier;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.StoredState;
import dev.portcullis.policy.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the part of a scenario that is about pipelines. */
final class ExecutionReader {
    private final Fields scenario;
    private final Reading reading;

    ExecutionReader(Fields scenario) {
        this.scenario = scenario;
        this.reading = scenario.reading();
    }

    /** The pipeline; absent where the scenario has none. */
    @Nullable
    ExecutionCase read(Project project, Set<Fact> unavailable) {
        Fields fields = scenario.object("pipeline");
        if (fields == null) {
            return null;
        }
        String ci = fields.text("ci");
        PipelineContext context = new PipelineContext(
                project,
                unavailable,
                fields.word("tier", Tier.class, Tier.FREE),
                text(fields, "branch", project.defaultBranch()),
                text(fields, "source", "push"),
                fields.list("merge_targets", reading::anyText),
                ci == null ? CiFile.NONE : file(ci, PipelineContext.CI_FILE),
                text(fields, "ci_file", PipelineContext.CI_FILE));
        Map<String, CiFile> files = new LinkedHashMap<>();
        texts(fields, "policy_ci").forEach((name, text) -> files.put(name, file(text, name)));
        List<RanJob> jobs = fields.list("jobs", (node, at) -> job(fields, node, at));
        fields.close();
        return new ExecutionCase(context, files, jobs);
    }

    ExecutionExpectation expectation(Fields expect) {
        Map<String, MissedScan.Why> missed = new LinkedHashMap<>();
        entries(expect, "missed").forEach((scan, node) -> {
            MissedScan.Why why = reading.word(node, expect.path("missed") + "." + scan, MissedScan.Why.class);
            if (why != null) {
                missed.put(scan, why);
            }
        });
        Map<String, StoredState> transitions = new LinkedHashMap<>();
        entries(expect, "transitions").forEach((id, node) -> {
            StoredState state = reading.word(node, expect.path("transitions") + "." + id, StoredState.class);
            if (state != null) {
                transitions.put(id, state);
            }
        });
        Map<String, Boolean> skips = new LinkedHashMap<>();
        Fields named = expect.object("may_skip");
        if (named != null) {
            named.node()
                    .entries()
                    .forEach(entry ->
                            skips.put(entry.key().text(), named.bool(entry.key().text(), false)));
        }
        Map<String, Expectation.Revisit> runs = new LinkedHashMap<>();
        Fields schedules = expect.object("next_runs");
        if (schedules != null) {
            schedules
                    .node()
                    .entries()
                    .forEach(entry -> runs.put(
                            entry.key().text(),
                            new Expectation.Revisit(
                                    Times.instant(schedules, entry.key().text()))));
        }
        return new ExecutionExpectation(
                words(expect, "jobs"),
                words(expect, "stages"),
                expect.node().get("missed") == null ? null : missed,
                texts(expect, "config"),
                words(expect, "problems"),
                expect.node().get("transitions") == null ? null : transitions,
                skips,
                runs);
    }

    private @Nullable RanJob job(Fields fields, YamlNode node, String at) {
        Fields item = fields.object(node, at);
        if (item == null) {
            return null;
        }
        RanJob job = new RanJob(
                item.requireText("name"),
                text(item, "status", "success"),
                item.set("reports", (report, path) -> reading.word(report, path, ScanType.class)));
        item.close();
        return job;
    }

    private static CiFile file(String text, String name) {
        return CiFile.parse(text.getBytes(StandardCharsets.UTF_8), name);
    }

    private @Nullable List<String> words(Fields fields, String key) {
        return fields.node().get(key) == null ? null : fields.list(key, reading::anyText);
    }

    private Map<String, String> texts(Fields fields, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        entries(fields, key).forEach((name, node) -> {
            String text = reading.anyText(node, fields.path(key) + "." + Reading.shown(name));
            if (text != null) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    private static Map<String, YamlNode> entries(Fields fields, String key) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        Fields object = fields.object(key);
        if (object != null) {
            object.node().entries().forEach(entry -> entries.put(entry.key().text(), entry.value()));
        }
        return entries;
    }

    private static String text(Fields fields, String key, String otherwise) {
        String text = fields.text(key);
        return text == null ? otherwise : text;
    }
}
