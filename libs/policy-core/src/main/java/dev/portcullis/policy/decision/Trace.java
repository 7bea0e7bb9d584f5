// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** How a decision came about, as a tree: the decision, its policies, their rules and actions, and the facts found. */
public sealed interface Trace {
    /** What came of this step. */
    Verdict verdict();

    /** The steps it rests on. */
    List<Trace> children();

    /** The decision as a whole; matched if it blocks. */
    record OfDecision(Decision decision, Verdict verdict, List<Trace> children) implements Trace {
        public OfDecision {
            requireNonNull(decision, "decision is null");
            requireNonNull(verdict, "verdict is null");
            children = List.copyOf(children);
        }
    }

    /** One policy; matched if it is violated. */
    record OfPolicy(PolicyResult policy, Verdict verdict, List<Trace> children) implements Trace {
        public OfPolicy {
            requireNonNull(policy, "policy is null");
            requireNonNull(verdict, "verdict is null");
            children = List.copyOf(children);
        }
    }

    /** One rule; matched if it is violated. */
    record OfRule(RuleResult rule, Verdict verdict, List<Trace> children) implements Trace {
        public OfRule {
            requireNonNull(rule, "rule is null");
            requireNonNull(verdict, "verdict is null");
            children = List.copyOf(children);
        }
    }

    /** One thing that was found out; matched if it speaks for a violation. */
    record OfReason(Reason reason, Verdict verdict) implements Trace {
        public OfReason {
            requireNonNull(reason, "reason is null");
            requireNonNull(verdict, "verdict is null");
        }

        @Override
        public List<Trace> children() {
            return List.of();
        }
    }

    /** One required approval; matched if it is given. */
    record OfAction(ActionResult action, Verdict verdict) implements Trace {
        public OfAction {
            requireNonNull(action, "action is null");
            requireNonNull(verdict, "verdict is null");
        }

        @Override
        public List<Trace> children() {
            return List.of();
        }
    }
}
