/** The facts that a decision is made from, and nothing else. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.snapshot;
