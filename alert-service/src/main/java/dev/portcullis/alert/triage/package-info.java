// SPDX-License-Identifier: Apache-2.0
/** What becomes of an alert: its states, who may change them, and how people find and read alerts. */
package dev.portcullis.alert.triage;
