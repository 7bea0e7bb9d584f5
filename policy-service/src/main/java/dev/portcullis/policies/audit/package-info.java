// SPDX-License-Identifier: Apache-2.0
/** What this service puts on record, in the transaction of the change itself. */
package dev.portcullis.policies.audit;
