// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.json.RecordJson;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.RequireApproval;
import dev.portcullis.policy.snapshot.Project;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All policies of a GitLab instance, compiled once: finding those of a project costs what the project has. */
public final class PolicySet {
    /** No policy. */
    public static final PolicySet EMPTY = of(List.of());

    private static final RecordJson RECORDS = new RecordJson(Map.of());

    private final Map<String, List<AppliedPolicy>> byPath;
    private final List<AppliedPolicy> all;
    private final String digest;
    private final IdentityHashMap<ApprovalRule.ScanFinding, ScanPlan> plans = new IdentityHashMap<>();
    private final IdentityHashMap<RequireApproval, RequireApproval> actions = new IdentityHashMap<>();

    private PolicySet(List<AppliedPolicy> all, Map<String, List<AppliedPolicy>> byPath, String digest) {
        this.all = all;
        this.byPath = byPath;
        this.digest = digest;
        Map<RequireApproval, RequireApproval> equal = new HashMap<>();
        for (AppliedPolicy applied : all) {
            if (applied.policy() instanceof ApprovalPolicy policy) {
                policy.actions()
                        .forEach(action -> actions.put(action, equal.computeIfAbsent(action, Function.identity())));
                for (ApprovalRule rule : policy.rules()) {
                    if (rule instanceof ApprovalRule.ScanFinding scan) {
                        plans.put(scan, ScanPlan.of(scan));
                    }
                }
            }
        }
    }

    /** Compiles policies; those of one level and path keep their order. */
    public static PolicySet of(List<AppliedPolicy> policies) {
        Map<String, List<AppliedPolicy>> byPath = new LinkedHashMap<>();
        for (AppliedPolicy applied : policies) {
            byPath.computeIfAbsent(key(applied.level(), applied.path()), _ -> new ArrayList<>())
                    .add(applied);
        }
        return new PolicySet(List.copyOf(policies), byPath, digest(policies));
    }

    /** Every policy, whether it applies or not. */
    public List<AppliedPolicy> all() {
        return all;
    }

    /** What a rule of one of these policies asks for. */
    ScanPlan plan(ApprovalRule.ScanFinding rule) {
        return requireNonNull(plans.get(rule), "the rule is of none of the policies");
    }

    /** The action that stands for all that are equal to {@code action}, to look it up by: one hashes many names. */
    RequireApproval representative(RequireApproval action) {
        return requireNonNull(actions.get(action), "the action is of none of the policies");
    }

    /** SHA-256, in hexadecimal, over the policies with their places, ids and versions; their order does not matter. */
    public String digest() {
        return digest;
    }

    /** The policies laid down for {@code project}: the instance's, its groups' from the top down, its own. */
    public List<AppliedPolicy> of(Project project) {
        return of(requireNonNull(project, "project is null").path());
    }

    /** The policies laid down for the project of that full path, in the same order. */
    public List<AppliedPolicy> of(String path) {
        requireNonNull(path, "path is null");
        List<AppliedPolicy> found = new ArrayList<>(byPath.getOrDefault(key(Level.INSTANCE, ""), List.of()));
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            found.addAll(byPath.getOrDefault(key(Level.GROUP, path.substring(0, slash)), List.of()));
        }
        found.addAll(byPath.getOrDefault(key(Level.PROJECT, path), List.of()));
        return found;
    }

    private static String key(Level level, String path) {
        return level == Level.INSTANCE ? level.word() : level.word() + ":" + path;
    }

    private static String digest(List<AppliedPolicy> policies) {
        List<String> digests = policies.stream()
                .map(policy -> CanonicalJson.sha256(CanonicalJson.write(RECORDS.write(policy))))
                .sorted()
                .toList();
        return CanonicalJson.sha256(CanonicalJson.write(digests));
    }
}
