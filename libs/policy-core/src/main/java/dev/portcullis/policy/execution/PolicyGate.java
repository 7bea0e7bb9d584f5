// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes jobs wait for the stage {@code .pipeline-policy-pre}. GitLab without policies of its own takes it for an
 * ordinary stage, for which jobs that need nothing do not wait.
 */
final class PolicyGate {
    private PolicyGate() {}

    /** What stands in the place of empty {@code needs}: the jobs of that stage, as far as a pipeline has them. */
    static List<Object> needs(Map<String, Map<String, Object>> jobs) {
        List<Object> needs = new ArrayList<>();
        jobs.forEach((name, job) -> {
            if (Stages.POLICY_PRE.equals(job.get("stage"))) {
                Map<String, Object> need = new LinkedHashMap<>();
                need.put("job", name);
                need.put("optional", true);
                need.put("artifacts", false);
                needs.add(need);
            }
        });
        return needs;
    }

    /** Lets the jobs of policies wait that would start at once. */
    static void close(Map<String, Map<String, Object>> jobs) {
        List<Object> needs = needs(jobs);
        jobs.replaceAll((name, job) -> {
            if (Stages.POLICY_PRE.equals(job.get("stage")) || !List.of().equals(job.get("needs"))) {
                return job;
            }
            Map<String, Object> waiting = new LinkedHashMap<>(job);
            waiting.put("needs", needs);
            return waiting;
        });
    }

    /** What of the project's own jobs does not keep to the stages for policies, each a sentence. */
    static List<String> problems(CiFile project, Map<String, Map<String, Object>> jobs) {
        List<String> problems = new ArrayList<>();
        List<String> early = new ArrayList<>();
        List<String> stubborn = new ArrayList<>();
        List<String> late = new ArrayList<>();
        project.runnable().forEach((name, job) -> {
            String stage = project.stage(job);
            if (stage.equals(".pre") || List.of().equals(project.whole(job).get("needs"))) {
                early.add(name);
            } else if (runsAfterFailure(project.whole(job))) {
                stubborn.add(name);
            }
            if (stage.equals(".post")) {
                late.add(name);
            }
        });
        if (!early.isEmpty() && isUsed(Stages.POLICY_PRE, jobs)) {
            problems.add("the project's jobs " + early + " do not wait for " + Stages.POLICY_PRE
                    + ", for they are in .pre or need nothing");
        }
        if (!stubborn.isEmpty() && isUsed(Stages.POLICY_PRE, jobs)) {
            problems.add("the project's jobs " + stubborn + " run also where " + Stages.POLICY_PRE
                    + " failed, for they say when: always or on_failure");
        }
        if (!late.isEmpty() && isUsed(Stages.POLICY_POST, jobs)) {
            problems.add("the project's jobs " + late + " run after " + Stages.POLICY_POST + ", for they are in .post");
        }
        return problems;
    }

    private static boolean runsAfterFailure(Map<String, Object> job) {
        List<Object> whens = new ArrayList<>();
        whens.add(job.get("when"));
        if (job.get("rules") instanceof List<?> rules) {
            rules.forEach(rule -> whens.add(rule instanceof Map<?, ?> map ? map.get("when") : null));
        }
        return whens.contains("always") || whens.contains("on_failure");
    }

    private static boolean isUsed(String stage, Map<String, Map<String, Object>> jobs) {
        return jobs.values().stream().anyMatch(job -> stage.equals(job.get("stage")));
    }
}
