// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.execution.ExecutionPlan;
import dev.portcullis.policy.execution.NextRun;
import dev.portcullis.policy.execution.PlannedScan;
import dev.portcullis.policy.execution.ScheduledPipeline;
import dev.portcullis.policy.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What policies put into a pipeline and what their schedules start, for people and for machines. */
final class CiConfigReport {
    private CiConfigReport() {}

    /** A pipeline as YAML that GitLab takes, headed by comments, the schedules among them. */
    static String pipeline(ExecutionPlan plan, List<ScheduledRun> runs) {
        List<String> lines = new ArrayList<>();
        if (plan.isEmpty()) {
            lines.add("The policies put nothing into this pipeline.");
        }
        required(lines, plan);
        plan.pipelinePolicies().forEach(policy -> lines.add("Merged: ‘" + policy + "’"));
        plan.problems().forEach(problem -> lines.add("Problem: " + problem));
        runs.forEach(run -> lines.add("Schedule: " + run(run)));
        problems(runs).forEach(problem -> lines.add("Problem when it is due: " + problem));
        if (!runs.isEmpty()) {
            lines.add("The configuration that a schedule starts: portcullis ci-config --schedule NAME");
        }
        return text(lines, plan);
    }

    /** The same of what the schedules of one policy start. */
    static String schedule(ExecutionPlan plan, List<ScheduledRun> runs) {
        List<String> lines = new ArrayList<>();
        runs.forEach(run -> lines.add("Schedule: " + run(run)));
        required(lines, plan);
        plan.problems().forEach(problem -> lines.add("Problem: " + problem));
        return text(lines, plan);
    }

    /** Either of them as JSON. */
    static String json(ExecutionPlan plan, List<ScheduledRun> runs) {
        Map<String, Object> json = object(plan);
        json.put("schedules", runs.stream().map(CiConfigReport::object).toList());
        return new String(CanonicalJson.write(json), StandardCharsets.UTF_8);
    }

    /** What of the schedules will not work as wanted, each thing once. */
    static Set<String> problems(List<ScheduledRun> runs) {
        Set<String> problems = new LinkedHashSet<>();
        runs.forEach(run -> problems.addAll(run.pipeline().plan().problems()));
        return problems;
    }

    private static void required(List<String> lines, ExecutionPlan plan) {
        plan.scans().forEach(scan -> lines.add("Required: " + scan(scan)));
    }

    private static String text(List<String> comments, ExecutionPlan plan) {
        StringBuilder text = new StringBuilder();
        comments.forEach(
                line -> text.append("# ").append(line.replace('\n', ' ')).append('\n'));
        return plan.isEmpty()
                ? text.toString()
                : text.append(plan.configuration().yaml()).toString();
    }

    private static String scan(PlannedScan scan) {
        String by = scan.provider().isEmpty() ? "" : ", by " + scan.provider();
        return scan.scan().action().scan().word() + " for ‘"
                + String.join("’, ‘", scan.scan().policies()) + "’" + by + ": " + String.join(", ", scan.jobs());
    }

    private static String run(ScheduledRun run) {
        NextRun next = run.next();
        String when = next.at() == null
                ? "never runs: " + next.problem()
                : "next at " + next.at() + (next.at().equals(next.due()) ? "" : " (due at " + next.due() + ")");
        return "‘" + next.policy() + "’, number " + (next.schedule() + 1) + ": " + when + "; " + what(run.pipeline());
    }

    private static String what(ScheduledPipeline pipeline) {
        if (pipeline.agent() != null) {
            return "the agent ‘" + pipeline.agent() + "’ scans its cluster, without a pipeline";
        }
        String where = String.join(", ", pipeline.branches())
                + (pipeline.exceptions().isEmpty() ? "" : " but not " + String.join(", ", pipeline.exceptions()));
        List<String> runs = new ArrayList<>(pipeline.jobs());
        if (runs.isEmpty()) {
            pipeline.plan()
                    .configuration()
                    .includes()
                    .forEach(include -> runs.add(include.get("file") + " of " + include.get("project")));
        }
        return "on " + where + ": " + (runs.isEmpty() ? "nothing" : String.join(", ", runs));
    }

    private static Map<String, Object> object(ExecutionPlan plan) {
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
        return json;
    }

    private static Map<String, Object> object(ScheduledRun run) {
        NextRun next = run.next();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("policy", next.policy());
        object.put("schedule", next.schedule());
        if (next.at() != null && next.due() != null) {
            object.put("due", next.due().toString());
            object.put("at", next.at().toString());
        }
        if (next.problem() != null) {
            object.put("problem", next.problem());
        }
        ScheduledPipeline pipeline = run.pipeline();
        if (pipeline.agent() != null) {
            object.put("agent", pipeline.agent());
        } else {
            object.put("branches", pipeline.branches());
            object.put("branch_exceptions", pipeline.exceptions());
            object.put("pipeline", object(pipeline.plan()));
        }
        return object;
    }
}
