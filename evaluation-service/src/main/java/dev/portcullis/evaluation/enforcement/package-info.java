// SPDX-License-Identifier: Apache-2.0
/** Drives GitLab to the current decision. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.enforcement;
