/**
 * Findings of each project: every one has an ordinal, a scan is a bitmap of them, and facts are immutable. What a
 * pipeline found is read from its jobs' reports once and then from here.
 */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.finding;
