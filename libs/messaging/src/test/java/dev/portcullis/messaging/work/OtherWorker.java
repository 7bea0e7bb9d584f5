// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.inject.Vetoed;

/** A worker that a test runs by itself. */
@Vetoed
final class OtherWorker implements Worker {
    private final String kind;
    private final Work work;
    private volatile boolean ended;

    OtherWorker(String kind, Work work) {
        this.kind = kind;
        this.work = work;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public void work(WorkLease lease) {
        QuarkusTransaction.requiringNew().run(() -> work.complete(lease));
        ended = true;
    }

    boolean ended() {
        return ended;
    }
}
