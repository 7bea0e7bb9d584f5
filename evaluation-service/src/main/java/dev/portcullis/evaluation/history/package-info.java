// SPDX-License-Identifier: Apache-2.0
/** How long decisions, their facts and scans are kept. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.history;
