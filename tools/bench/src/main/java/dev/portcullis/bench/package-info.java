// SPDX-License-Identifier: Apache-2.0
/** Measures the whole system and the decision core; figures of one run are comparable with each other only. */
package dev.portcullis.bench;
