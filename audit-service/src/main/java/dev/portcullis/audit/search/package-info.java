// SPDX-License-Identifier: Apache-2.0
/** Finds entries of the audit log. */
package dev.portcullis.audit.search;
