// SPDX-License-Identifier: Apache-2.0
/** What would have to change for a blocked merge request to pass. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.counterfactual;
