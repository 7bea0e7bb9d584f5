// SPDX-License-Identifier: Apache-2.0
/** Finds by polling what webhooks lost. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.reconcile;
