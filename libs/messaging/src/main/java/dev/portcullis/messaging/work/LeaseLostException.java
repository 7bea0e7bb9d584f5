// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

/** The work has been taken over by another worker, whose result counts; this transaction rolls back. */
public final class LeaseLostException extends RuntimeException {
    LeaseLostException(WorkLease lease) {
        super("the lease of " + lease.kind() + " " + lease.key() + " (epoch " + lease.epoch()
                + ") has been taken over by another worker");
    }
}
