// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.Enforcement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one policy stands.
 *
 * @param name the policy's
 * @param level where it is laid down, with {@code path}
 * @param id what the policy store knows it by, with {@code version}
 * @param notApplicable why it does not apply; absent if it does
 * @param release who released it although it is violated; absent: nobody
 */
public record PolicyResult(
        String name,
        Level level,
        String path,
        String id,
        long version,
        Enforcement enforcement,
        Status status,
        @Nullable NotApplicable notApplicable,
        List<RuleResult> rules,
        List<ActionResult> actions,
        @Nullable Release release) {
    public PolicyResult {
        requireNonNull(name, "name is null");
        requireNonNull(level, "level is null");
        requireNonNull(path, "path is null");
        requireNonNull(id, "id is null");
        requireNonNull(enforcement, "enforcement is null");
        requireNonNull(status, "status is null");
        rules = List.copyOf(rules);
        actions = List.copyOf(actions);
    }

    /** The approvals that are still missing, over all actions. */
    public int approvalsLeft() {
        int left = 0;
        for (ActionResult action : actions) {
            left += release == null ? action.left() : 0;
        }
        return left;
    }

    /** Whether the policy asks for approvals at all. */
    public boolean asks() {
        for (ActionResult action : actions) {
            if (action.required() > 0 && !action.released()) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of its rules still waits for a pipeline. */
    public boolean waits() {
        return rules.stream().anyMatch(rule -> rule.status() == Status.PENDING);
    }

    /** What the policy alone would decide about the merge request. */
    public Outcome outcome() {
        if (!asks()) {
            return Outcome.NOT_REQUIRED;
        }
        boolean met = approvalsLeft() == 0;
        return switch (status) {
            case VIOLATED -> !met ? Outcome.APPROVAL_REQUIRED : waits() ? Outcome.PENDING : Outcome.SATISFIED;
            case UNDETERMINED -> !met ? Outcome.UNDETERMINED : waits() ? Outcome.PENDING : Outcome.SATISFIED;
            case PENDING -> Outcome.PENDING;
            case NOT_VIOLATED, NOT_APPLICABLE -> Outcome.NOT_REQUIRED;
        };
    }

    /** Who released a violated policy, and why. */
    public record Release(long user, String reason) {
        public Release {
            requireNonNull(reason, "reason is null");
        }
    }
}
