// SPDX-License-Identifier: Apache-2.0
/**
 * The mathematics of an audit log that a third party can verify: the Merkle tree of RFC 6962 and its proofs. It knows
 * nothing of where leaves come from or where hashes are kept.
 */
package dev.portcullis.auditlog;
