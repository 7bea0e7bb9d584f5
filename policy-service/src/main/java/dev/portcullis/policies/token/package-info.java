// SPDX-License-Identifier: Apache-2.0
/** Service tokens: opaque secrets for machines and scripts, exchanged for the JWT. */
package dev.portcullis.policies.token;
