// SPDX-License-Identifier: Apache-2.0
/** Events that could not be handled, for operators. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.deadletter;
