// SPDX-License-Identifier: Apache-2.0
/** Plain SQL, in transactions of their own where it matters. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.database;
