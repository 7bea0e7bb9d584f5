// SPDX-License-Identifier: Apache-2.0
/** Who approved what, and for which head. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.approval;
