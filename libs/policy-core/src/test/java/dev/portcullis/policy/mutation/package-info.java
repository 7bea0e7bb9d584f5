// SPDX-License-Identifier: Apache-2.0
/** Holds the list of mutants that no test kills against what PIT reports. */
package dev.portcullis.policy.mutation;
