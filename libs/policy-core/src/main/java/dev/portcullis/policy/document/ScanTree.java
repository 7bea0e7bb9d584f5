// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.ScanAction;
import dev.portcullis.policy.model.ScanKind;
import dev.portcullis.policy.model.ScanRule;
import dev.portcullis.policy.model.Schedule;
import dev.portcullis.policy.model.VulnerabilityAction;
import dev.portcullis.policy.model.VulnerabilityRule;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Rules, actions and schedules of the policies that run something, as keys and values. */
final class ScanTree {
    private ScanTree() {}

    static Map<String, Object> rule(ScanRule rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        switch (rule) {
            case ScanRule.InPipeline pipeline -> {
                tree.put("type", "pipeline");
                BranchTree.put(tree, pipeline.branches());
                if (!pipeline.sources().isEmpty()) {
                    tree.put(
                            "pipeline_sources",
                            Map.of(
                                    "including",
                                    pipeline.sources().stream().sorted().toList()));
                }
            }
            case ScanRule.OnSchedule schedule -> {
                tree.put("type", "schedule");
                switch (schedule.target()) {
                    case ScanRule.OnBranches on -> BranchTree.put(tree, on.branches());
                    case ScanRule.InCluster in ->
                        tree.put("agents", Map.of(in.agent(), Map.of("namespaces", in.namespaces())));
                }
                tree.put("cadence", schedule.cadence());
                Trees.put(tree, "timezone", schedule.timezone());
                if (schedule.window() != null) {
                    tree.put("time_window", window(schedule.window().seconds()));
                }
            }
        }
        return tree;
    }

    static Map<String, Object> action(ScanAction action) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("scan", action.scan().word());
        Trees.put(tree, "site_profile", action.siteProfile());
        if (action.siteProfile() == null && action.scan() == ScanKind.DAST) {
            tree.put("site_profile", YamlPrinter.NOTHING);
        }
        Trees.put(tree, "scanner_profile", action.scannerProfile());
        if (!action.variables().isEmpty()) {
            tree.put("variables", new TreeMap<>(action.variables()));
        }
        Trees.putList(tree, "tags", action.tags());
        Trees.put(
                tree,
                "template",
                action.template() == null ? null : action.template().word());
        if (action.ignoreDefaultScripts()) {
            tree.put("scan_settings", Map.of("ignore_default_before_after_script", true));
        }
        return tree;
    }

    static Map<String, Object> schedule(Schedule schedule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", schedule.type().word());
        tree.put("start_time", schedule.startTime().toString());
        tree.put("time_window", window(schedule.windowSeconds()));
        Trees.put(tree, "timezone", schedule.timezone());
        Trees.putList(tree, "branches", schedule.branches());
        Trees.putList(
                tree,
                "days",
                schedule.days().stream()
                        .sorted()
                        .map(day ->
                                day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT))
                        .toList());
        Trees.putList(
                tree, "days_of_month", schedule.daysOfMonth().stream().sorted().toList());
        if (schedule.snooze() != null) {
            Map<String, Object> snooze = new LinkedHashMap<>();
            snooze.put("until", schedule.snooze().until().toString());
            Trees.put(snooze, "reason", schedule.snooze().reason());
            tree.put("snooze", snooze);
        }
        return tree;
    }

    static Map<String, Object> rule(VulnerabilityRule rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        switch (rule) {
            case VulnerabilityRule.NoLongerDetected gone -> {
                tree.put("type", "no_longer_detected");
                tree.put("scanners", Trees.words(gone.scanners()));
                tree.put("severity_levels", Trees.words(gone.severities()));
            }
            case VulnerabilityRule.Detected detected -> {
                tree.put("type", "detected");
                tree.put(
                        "criteria",
                        detected.criteria().stream().map(ScanTree::criterion).toList());
            }
        }
        return tree;
    }

    static Map<String, Object> action(VulnerabilityAction action) {
        Map<String, Object> tree = new LinkedHashMap<>();
        switch (action) {
            case VulnerabilityAction.AutoResolve() -> tree.put("type", "auto_resolve");
            case VulnerabilityAction.AutoDismiss dismiss -> {
                tree.put("type", "auto_dismiss");
                tree.put("dismissal_reason", dismiss.reason().word());
            }
        }
        return tree;
    }

    private static Map<String, Object> criterion(VulnerabilityRule.Criterion criterion) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", criterion.type().word());
        tree.put("value", criterion.value());
        return tree;
    }

    private static Map<String, Object> window(int seconds) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("value", seconds);
        tree.put("distribution", "random");
        return tree;
    }
}
