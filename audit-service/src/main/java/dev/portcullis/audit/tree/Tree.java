// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.tree;

/**
 * The Merkle tree (RFC 6962) over the log as it is now.
 *
 * @param log which log
 * @param size how many leaves it has
 * @param rootHash its root hash in hexadecimal
 */
record Tree(String log, long size, String rootHash) {}
