// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

/**
 * How one kind of work stands.
 *
 * @param due how many rows wait to be done
 * @param oldestSeconds how long the oldest has been due
 * @param stuck how many have failed so often that a person should look
 */
record WorkCounts(long due, double oldestSeconds, long stuck) {}
