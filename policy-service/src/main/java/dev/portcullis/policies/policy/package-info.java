// SPDX-License-Identifier: Apache-2.0
/** Policies with their unbroken history, and the activations that add to it. */
package dev.portcullis.policies.policy;
