// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.document.Reading;
import dev.portcullis.policy.execution.CiFile;
import dev.portcullis.policy.execution.DastProfiles;
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
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the part of a scenario that is about pipelines. */
final class ExecutionReader {
    private static final List<String> OF_PIPELINE =
            List.of("jobs", "stages", "missed", "config", "problems", "may_skip");

    private final Fields scenario;
    private final Reading reading;
    private final PeopleReader people;

    ExecutionReader(Fields scenario, PeopleReader people) {
        this.scenario = scenario;
        this.people = people;
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
                Values.text(fields, "branch", project.defaultBranch()),
                Values.text(fields, "source", "push"),
                Values.texts(fields, "merge_targets"),
                ci == null ? CiFile.NONE : file(ci, PipelineContext.CI_FILE),
                Values.text(fields, "ci_file", PipelineContext.CI_FILE),
                profiles(fields.object("dast_profiles")));
        Map<String, CiFile> files = new LinkedHashMap<>();
        Values.namedTexts(fields, "policy_ci").forEach((name, text) -> files.put(name, file(text, name)));
        List<RanJob> jobs = fields.list("jobs", (node, at) -> job(fields, node, at));
        fields.close();
        return new ExecutionCase(context, files, jobs);
    }

    private static @Nullable DastProfiles profiles(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        DastProfiles profiles = new DastProfiles(
                Set.copyOf(Values.texts(fields, "sites")), Set.copyOf(Values.texts(fields, "scanners")));
        fields.close();
        return profiles;
    }

    /** What is expected of the pipeline; without one, what only a pipeline has is a problem. */
    ExecutionExpectation expectation(Fields expect, boolean hasPipeline) {
        if (!hasPipeline) {
            OF_PIPELINE.stream()
                    .map(expect.node()::entry)
                    .filter(Objects::nonNull)
                    .forEach(entry -> needsPipeline(expect, entry.key()));
        }
        Map<String, Boolean> skips = Values.each(expect, "may_skip", reading::bool);
        skips.keySet().forEach(people::id);
        return new ExecutionExpectation(
                words(expect, "jobs"),
                words(expect, "stages"),
                expect.has("missed") ? Values.words(expect, "missed", MissedScan.Why.class) : null,
                Values.namedTexts(expect, "config"),
                words(expect, "problems"),
                expect.has("transitions") ? Values.words(expect, "transitions", StoredState.class) : null,
                skips,
                runs(Values.object(expect, "next_runs")));
    }

    private void needsPipeline(Fields expect, YamlNode.Scalar key) {
        reading.error(
                "missing-key",
                key.start(),
                expect.path(key.text()),
                "'" + key.text() + "' is about a pipeline, and the scenario has none",
                "add 'pipeline'");
    }

    private static Map<String, Expectation.Revisit> runs(Fields schedules) {
        Map<String, Expectation.Revisit> runs = new LinkedHashMap<>();
        for (YamlNode.Entry entry : schedules.node().entries()) {
            String policy = entry.key().text();
            runs.put(policy, new Expectation.Revisit(Times.instant(schedules, policy)));
        }
        return runs;
    }

    private @Nullable RanJob job(Fields fields, YamlNode node, String at) {
        Fields item = fields.object(node, at);
        if (item == null) {
            return null;
        }
        RanJob job = new RanJob(
                item.requireText("name"),
                RunStatus.read(item),
                item.set("reports", (report, path) -> reading.word(report, path, ScanType.class)));
        item.close();
        return job;
    }

    private static CiFile file(String text, String name) {
        return CiFile.parse(text.getBytes(StandardCharsets.UTF_8), name);
    }

    private static @Nullable List<String> words(Fields fields, String key) {
        return fields.has(key) ? Values.texts(fields, key) : null;
    }
}
