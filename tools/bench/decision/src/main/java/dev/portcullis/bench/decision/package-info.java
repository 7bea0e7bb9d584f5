/** Measures the decision next to a simple version, a hand-tuned one, and two rule engines. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.bench.decision;
