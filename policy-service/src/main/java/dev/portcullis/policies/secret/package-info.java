// SPDX-License-Identifier: Apache-2.0
/** Tokens, digests and encryption at rest. */
package dev.portcullis.policies.secret;
