// SPDX-License-Identifier: Apache-2.0
/** What a merge request needs, decided again whenever something may have changed. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.decision;
