// SPDX-License-Identifier: Apache-2.0
/** Proposals: how policies change, and why nobody changes one alone. */
package dev.portcullis.policies.proposal;
