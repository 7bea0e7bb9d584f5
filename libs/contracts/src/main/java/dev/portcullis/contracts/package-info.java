// SPDX-License-Identifier: Apache-2.0
/** What crosses the wire: events, topics and JSON Schemas. Wire types only, no rules. */
package dev.portcullis.contracts;
