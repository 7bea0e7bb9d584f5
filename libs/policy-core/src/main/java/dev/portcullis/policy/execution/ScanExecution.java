// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.PolicyReach;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.BranchType;
import dev.portcullis.policy.model.ScanAction;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.model.ScanKind;
import dev.portcullis.policy.model.ScanRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which scans policies require. */
public final class ScanExecution {
    private static final Set<String> TARGET_SOURCES = Set.of("merge_request_event", "push");

    private ScanExecution() {}

    /** The scans that have to run in a pipeline: those of every policy that reaches it, equal ones once. */
    public static List<RequiredScan> required(PolicySet policies, PipelineContext context) {
        Map<ScanAction, List<String>> actions = new LinkedHashMap<>();
        for (AppliedPolicy applied : policies.of(context.project())) {
            if (applied.policy() instanceof ScanExecutionPolicy policy && reaches(policy, context)) {
                policy.actions().forEach(action -> add(actions, action, policy.name()));
            }
        }
        return numbered(actions);
    }

    /** The scans of one policy, e.g. when its schedule is due. */
    public static List<RequiredScan> of(ScanExecutionPolicy policy) {
        Map<ScanAction, List<String>> actions = new LinkedHashMap<>();
        policy.actions().forEach(action -> add(actions, action, policy.name()));
        return numbered(actions);
    }

    static boolean reaches(ScanExecutionPolicy policy, PipelineContext context) {
        return context.isIn(policy)
                && policy.rules().stream()
                        .anyMatch(rule -> rule instanceof ScanRule.InPipeline pipeline && reaches(pipeline, context));
    }

    private static boolean reaches(ScanRule.InPipeline rule, PipelineContext context) {
        Set<String> sources = rule.sources().isEmpty()
                ? isAboutTargets(rule.branches()) ? TARGET_SOURCES : PipelineContext.SOURCES
                : rule.sources();
        return sources.contains(context.source())
                && PolicyReach.covers(rule.branches(), context.project(), context.branch(), context.mergeTargets());
    }

    private static boolean isAboutTargets(BranchSelector selector) {
        return selector.branches() instanceof BranchSelector.OfType(BranchType type)
                && (type == BranchType.TARGET_DEFAULT || type == BranchType.TARGET_PROTECTED);
    }

    private static void add(Map<ScanAction, List<String>> actions, ScanAction action, String policy) {
        List<String> names = actions.computeIfAbsent(action, _ -> new ArrayList<>());
        if (!names.contains(policy)) {
            names.add(policy);
        }
    }

    private static List<RequiredScan> numbered(Map<ScanAction, List<String>> actions) {
        List<RequiredScan> scans = new ArrayList<>();
        Map<String, Integer> next = new HashMap<>();
        actions.forEach((action, names) -> {
            int number = next.merge(countedWith(action.scan()), 1, Integer::sum) - 1;
            scans.add(new RequiredScan(number, action, names));
        });
        return scans;
    }

    /** GitLab counts DAST apart, and scans of clusters, which it runs on schedules only, not at all. */
    private static String countedWith(ScanKind kind) {
        return switch (kind) {
            case DAST, CLUSTER_IMAGE_SCANNING -> kind.word();
            default -> "";
        };
    }
}
