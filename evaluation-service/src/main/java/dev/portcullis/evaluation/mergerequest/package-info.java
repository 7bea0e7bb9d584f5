// SPDX-License-Identifier: Apache-2.0
/** The merge requests that Portcullis knows, and what marks them for evaluation. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.mergerequest;
