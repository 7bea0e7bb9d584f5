// SPDX-License-Identifier: Apache-2.0
/** The facts of a decision: gathered from GitLab, then kept unchangeable. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.snapshot;
