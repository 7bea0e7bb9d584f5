// SPDX-License-Identifier: Apache-2.0
/** What the evaluation tells the others: decisions, alerts and audit entries, all through the outbox. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.announcement;
