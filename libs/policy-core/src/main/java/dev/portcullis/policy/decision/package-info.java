/** The decision: a pure function of policies, facts and an instant. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.decision;
