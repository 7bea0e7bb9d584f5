// SPDX-License-Identifier: Apache-2.0
/** The Merkle tree over the audit log. */
package dev.portcullis.audit.tree;
