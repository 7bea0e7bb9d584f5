// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

/** What ends the servers' process; a termination signal always does. */
public enum EndsWhen {
    /** Nothing but a signal. */
    SIGNALLED,
    /** Its standard input reaches its end, as it does when the parent that holds the pipe dies, however it dies. */
    STDIN_CLOSES,
    /** Nobody has held a lease for a while. */
    UNUSED
}
