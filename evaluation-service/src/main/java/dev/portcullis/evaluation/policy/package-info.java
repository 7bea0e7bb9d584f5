// SPDX-License-Identifier: Apache-2.0
/** The policies in force, as policy-service published them. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.policy;
