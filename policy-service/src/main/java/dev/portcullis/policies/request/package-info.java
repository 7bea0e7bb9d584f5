// SPDX-License-Identifier: Apache-2.0
/** What requests have in common: idempotency keys, entity tags, page sizes. */
package dev.portcullis.policies.request;
