// SPDX-License-Identifier: Apache-2.0
/** Runs all of Portcullis on one machine: real Kafka and PostgreSQL, the packaged services, one origin. */
package dev.portcullis.sandbox.run;
