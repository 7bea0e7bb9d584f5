// SPDX-License-Identifier: Apache-2.0
/** Takes audit events from Kafka and appends each of them to the log, exactly once and in the topic's order. */
package dev.portcullis.audit.append;
