// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.execution.ExecutionPlan;
import dev.portcullis.policy.execution.NextRun;
import dev.portcullis.policy.execution.PlannedScan;
import dev.portcullis.policy.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What policies put into a pipeline, for people and for machines. */
final class CiConfigReport {
    private CiConfigReport() {}

    /** YAML that GitLab takes, headed by comments. */
    static String text(ExecutionPlan plan, List<NextRun> runs) {
        List<String> lines = new ArrayList<>();
        if (plan.isEmpty()) {
            lines.add("The policies put nothing into this pipeline.");
        }
        plan.scans().forEach(scan -> lines.add("Required: " + scan(scan)));
        plan.pipelinePolicies().forEach(policy -> lines.add("Merged: ‘" + policy + "’"));
        plan.problems().forEach(problem -> lines.add("Problem: " + problem));
        runs.forEach(run -> lines.add("Schedule: " + run(run)));
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("# ").append(line.replace('\n', ' ')).append('\n'));
        return plan.isEmpty()
                ? text.toString()
                : text.append(plan.configuration().yaml()).toString();
    }

    /** The same as JSON. */
    static String json(ExecutionPlan plan, List<NextRun> runs) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "scans",
                plan.scans().stream()
                        .map(scan -> Map.of(
                                "scan", scan.scan().action().scan().word(),
                                "policies", scan.scan().policies(),
                                "provider", scan.provider(),
                                "jobs", scan.jobs()))
                        .toList());
        json.put("pipeline_policies", plan.pipelinePolicies());
        json.put("problems", plan.problems());
        json.put("configuration", plan.configuration().tree());
        json.put("yaml", plan.configuration().yaml());
        json.put("schedules", runs.stream().map(CiConfigReport::object).toList());
        return new String(CanonicalJson.write(json), StandardCharsets.UTF_8);
    }

    private static String scan(PlannedScan scan) {
        String by = scan.provider().isEmpty() ? "" : ", by " + scan.provider();
        return scan.scan().action().scan().word() + " for ‘"
                + String.join("’, ‘", scan.scan().policies()) + "’" + by + ": " + String.join(", ", scan.jobs());
    }

    private static String run(NextRun run) {
        String when = run.at() == null
                ? "never runs: " + run.problem()
                : "next at " + run.at() + (run.at().equals(run.due()) ? "" : " (due at " + run.due() + ")");
        return "‘" + run.policy() + "’, number " + (run.schedule() + 1) + ": " + when;
    }

    private static Map<String, Object> object(NextRun run) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("policy", run.policy());
        object.put("schedule", run.schedule());
        if (run.at() != null && run.due() != null) {
            object.put("due", run.due().toString());
            object.put("at", run.at().toString());
        }
        if (run.problem() != null) {
            object.put("problem", run.problem());
        }
        return object;
    }
}
